package io.gunrelay.relay.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/**
 * A small answer to an HTTP request.
 *
 * @param contentType the media type of {@code body}
 * @param headers that differ from those of every answer
 */
public record HttpAnswer(
    HttpResponseStatus status, String contentType, String body, Map<String, String> headers) {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String RETRY_SECONDS = "5";

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** One that is not kept, and that every page may read. */
  public HttpAnswer(HttpResponseStatus status, String contentType, String body) {
    this(status, contentType, body, Map.of());
  }

  /** One line of text. */
  public static HttpAnswer text(HttpResponseStatus status, String line) {
    return new HttpAnswer(status, TEXT, line + "\n");
  }

  /** Sends it, and closes the connection unless the client wants to keep it. */
  public void send(ChannelHandlerContext context, HttpRequest request) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, ByteBufUtil.writeUtf8(context.alloc(), body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, contentType)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    headers.forEach((name, value) -> response.headers().set(name, value));
    if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.content().clear();
    }
    boolean keep = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    HttpUtil.setKeepAlive(response, keep);
    var sent = context.writeAndFlush(response);
    if (!keep) {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }
}

package io.gunrelay.relay.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.transport.HttpAnswer;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Begins, stops and watches drains over HTTP. For one thread. */
final class DrainCommands {
  private static final String JSON = "application/json";

  private final Drains drains;
  private final Lazy<ObjectMapper> json;

  DrainCommands(Drains drains, Lazy<ObjectMapper> json) {
    this.drains = drains;
    this.json = json;
  }

  HttpAnswer answer(FullHttpRequest request) {
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      return report(HttpResponseStatus.OK, drains.report());
    }
    if (method.equals(HttpMethod.DELETE)) {
      return report(HttpResponseStatus.OK, drains.stop());
    }
    return method.equals(HttpMethod.POST)
        ? begin(request)
        : HttpAnswer.text(
            HttpResponseStatus.METHOD_NOT_ALLOWED, "Here are GET, POST and DELETE answered.");
  }

  private HttpAnswer begin(FullHttpRequest request) {
    // A page in a browser can send other types to any address without being allowed to.
    CharSequence type = HttpUtil.getMimeType(request);
    if (type == null || !JSON.contentEquals(type)) {
      return HttpAnswer.text(
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "Say what is to be done as JSON, with %s: %s, such as {\"share\":0.1}."
              .formatted(HttpHeaderNames.CONTENT_TYPE, JSON));
    }
    try {
      ObjectReader orders = json.get().readerFor(DrainOrder.class);
      @Nullable DrainOrder order =
          orders.readValue(request.content().toString(StandardCharsets.UTF_8));
      if (order == null) {
        throw new IllegalArgumentException("Nothing is ordered; {} hands all clients over.");
      }
      return report(HttpResponseStatus.ACCEPTED, drains.begin(order));
    } catch (JsonProcessingException e) {
      return HttpAnswer.text(
          HttpResponseStatus.BAD_REQUEST,
          "This is not an order such as {\"urls\":[\"wss://relay.example/gun\"],\"rate\":100,"
              + "\"share\":0.1}: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IllegalArgumentException e) {
      return HttpAnswer.text(HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private HttpAnswer report(HttpResponseStatus status, DrainReport report) {
    return JsonAnswer.of(status, report, json.get());
  }
}

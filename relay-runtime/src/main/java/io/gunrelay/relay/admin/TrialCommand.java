package io.gunrelay.relay.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.trial.TrialClient;
import io.gunrelay.relay.transport.HttpAnswer;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tries entries over HTTP, one at a time, on a thread of its own. */
final class TrialCommand {
  private static final String JSON = "application/json";
  private static final String EXAMPLE =
      "{\"url\":\"wss://west.relay.example/gun\",\"addresses\":[\"192.0.2.7\"]}";

  private final TrialClient client;
  private final Lazy<ObjectMapper> json;
  private final AtomicBoolean underWay = new AtomicBoolean();

  TrialCommand(TrialClient client, Lazy<ObjectMapper> json) {
    this.client = client;
    this.json = json;
  }

  /**
   * Answers an order.
   *
   * @param then told once, at once or when the trial is over
   */
  void answer(FullHttpRequest request, Consumer<HttpAnswer> then) {
    if (!request.method().equals(HttpMethod.POST)) {
      then.accept(refuse(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only POST is answered here."));
      return;
    }
    // A page in a browser can send other types to any address without being allowed to.
    CharSequence type = HttpUtil.getMimeType(request);
    if (type == null || !JSON.contentEquals(type)) {
      then.accept(
          refuse(
              HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
              "Say what is to be tried as JSON, with %s: %s, such as %s."
                  .formatted(HttpHeaderNames.CONTENT_TYPE, JSON, EXAMPLE)));
      return;
    }
    ObjectMapper mapper = json.get();
    try {
      ObjectReader orders = mapper.readerFor(TrialOrder.class);
      @Nullable TrialOrder order =
          orders.readValue(request.content().toString(StandardCharsets.UTF_8));
      if (order == null) {
        then.accept(refuse(HttpResponseStatus.BAD_REQUEST, "Nothing is ordered: " + EXAMPLE));
      } else if (underWay.compareAndSet(false, true)) {
        var _ = Thread.ofVirtual().name("trial").start(() -> tryNow(order, mapper, then));
      } else {
        then.accept(
            refuse(HttpResponseStatus.CONFLICT, "An entry is being tried; ask again later."));
      }
    } catch (JsonProcessingException e) {
      then.accept(
          refuse(
              HttpResponseStatus.BAD_REQUEST,
              "This is not an order such as %s: %s"
                  .formatted(EXAMPLE, e.getOriginalMessage().lines().findFirst().orElse(""))));
    }
  }

  private void tryNow(TrialOrder order, ObjectMapper mapper, Consumer<HttpAnswer> then) {
    HttpAnswer answer =
        refuse(HttpResponseStatus.INTERNAL_SERVER_ERROR, "The entry could not be tried.");
    try {
      answer = JsonAnswer.of(HttpResponseStatus.OK, client.run(order), mapper);
    } catch (IllegalArgumentException e) {
      answer = refuse(HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } finally {
      underWay.set(false);
      then.accept(answer);
    }
  }

  private static HttpAnswer refuse(HttpResponseStatus status, String why) {
    return HttpAnswer.text(status, why);
  }
}

package io.gunrelay.relay.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gunrelay.relay.transport.HttpAnswer;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Answers that are records written as JSON. */
final class JsonAnswer {
  private static final Logger LOG = System.getLogger(JsonAnswer.class.getName());
  private static final String TYPE = "application/json";

  private JsonAnswer() {}

  /**
   * What writes them. Made here and not where it is kept, because an archive of classes takes in
   * what the methods of each class refer to, and this refers to some three hundred.
   */
  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .build();
  }

  static HttpAnswer of(HttpResponseStatus status, Record report, ObjectMapper json) {
    try {
      return new HttpAnswer(status, TYPE, json.writeValueAsString(report));
    } catch (JsonProcessingException e) {
      LOG.log(Level.ERROR, "The report cannot be written as JSON.", e);
      return HttpAnswer.text(
          HttpResponseStatus.INTERNAL_SERVER_ERROR, "The report cannot be written; see the log.");
    }
  }
}

package io.gunrelay.relay.replication.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.bytes.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What relays say of themselves in heartbeats: the JSON of the admin port, so that relays of
 * different versions read of each other what both know.
 */
final class ReportText implements Supplier<Bytes> {
  private final Supplier<RelayReport> own;

  ReportText(Supplier<RelayReport> own) {
    this.own = own;
  }

  /** What this relay says now. */
  @Override
  public Bytes get() {
    try {
      return Bytes.wrap(Json.MAPPER.writeValueAsBytes(own.get()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that is no JSON", e);
    }
  }

  /** What another says; empty if it cannot be understood. */
  Optional<RelayReport> parse(Bytes text) {
    try {
      return Optional.of(Json.MAPPER.readValue(text.array(), RelayReport.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Made with the first report: a start that meets no peer has no time for it. */
  private static final class Json {
    static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
  }
}

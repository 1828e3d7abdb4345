package io.gunrelay.operator.relays;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gunrelay.relay.api.RegionReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what relays answer. Safe for use by several threads. */
public final class ReportReader {

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          // A newer relay may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Reads a report, of which an odd relay may have left any part out; null when it says {@code
   * null}.
   *
   * @throws IOException when it is none
   */
  public @Nullable RegionReport read(byte[] body) throws IOException {
    return json.readValue(body, RegionReport.class);
  }
}

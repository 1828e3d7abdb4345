package io.gunrelay.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void whateverIsLoggedIsOneLineOfJson() throws Exception {
    var entry =
        new ExtLogRecord(Level.WARN, "says \"%s\"\nand more", ExtLogRecord.FormatStyle.PRINTF, "x");
    entry.setLoggerName("a.Logger");
    entry.setParameters(new Object[] {"no"});
    entry.setInstant(Instant.parse("2026-01-01T00:00:00Z"));
    entry.setThrown(new IllegalStateException("because"));

    var line = new JsonLine().format(entry);

    assertThat(line.strip()).doesNotContain("\n");
    var json = new ObjectMapper().readTree(line);
    assertThat(json.get("time").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("message").asText()).isEqualTo("says \"no\"\nand more");
    assertThat(json.get("error").asText()).startsWith("java.lang.IllegalStateException: because");
  }
}

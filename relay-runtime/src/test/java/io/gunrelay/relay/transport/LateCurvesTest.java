package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;
import io.gunrelay.relay.sea.Curves;
import java.io.IOException;
import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What computes on the curve is loaded when the port is open already. */
class LateCurvesTest {
  private final CompletableFuture<Provider> curves = new CompletableFuture<>();
  private final Author author = new Author();

  @Test
  void whatIsSignedWaitsForThemAndNobodyElseDoes() throws IOException {
    try (PortFixture relay = new PortFixture(curves);
        RawClient writer = relay.open();
        RawClient onOneLoop = relay.open();
        RawClient onTheOther = relay.open()) {
      writer.text(message(author.put(author.soul(), "name", 1, "\"Ada\"")));

      for (RawClient other : new RawClient[] {onOneLoop, onTheOther}) {
        other.text("{\"#\":\"g\",\"get\":{\"#\":\"nothing\"}}");
        assertThat(other.readText()).isEqualTo("{\"@\":\"g\"}");
      }
      curves.complete(Curves.ofTheJdk());

      assertThat(writer.readText()).isEqualTo("{\"@\":\"p\",\"ok\":true}");
    }
  }

  private static String message(Delta put) {
    return "{\"#\":\"p\",\"put\":{\"%1$s\":{\"_\":{\"#\":\"%1$s\",\">\":{\"%2$s\":1}},\"%2$s\":%3$s}}}"
        .formatted(put.soul(), put.key(), put.value().text());
  }
}

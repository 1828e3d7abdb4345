package io.gunrelay.e2e.scenarios.regions;

import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What the relays of a fleet tell of its entries, where clients ask: at its host, without TLS. */
final class KnownEntries {
  private static final int HTTP = 80;
  private static final int TIMEOUT_MS = 5_000;

  /** A kubelet brings a changed file to its pods within a minute and a half. */
  private static final Duration DELIVERY = Duration.ofMinutes(2);

  private KnownEntries() {}

  /** Waits until they tell of the fleet's host first, and then of those of these regions alone. */
  static void await(Stage stage, List<String> regions) {
    StringBuilder wanted =
        new StringBuilder("{\"entries\":[{\"url\":\"ws://%s/gun\"}".formatted(stage.host()));
    for (String region : regions) {
      wanted.append(
          ",{\"region\":\"%1$s\",\"url\":\"ws://%1$s.%2$s/gun\"}".formatted(region, stage.host()));
    }
    wanted.append("]}");
    Await.until(
        "the relays to tell of the entries of " + String.join(" and ", regions),
        DELIVERY,
        () -> ask(stage).strip().endsWith(wanted.toString()),
        () -> "They say: " + ask(stage));
    stage.saw("clients are told of the entries of " + String.join(" and ", regions));
  }

  private static String ask(Stage stage) {
    try (Socket socket = new Socket(Entry.of(stage.kubernetes()).node(), HTTP)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket
          .getOutputStream()
          .write(
              "GET /.well-known/gun-relay.json HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(stage.host())
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

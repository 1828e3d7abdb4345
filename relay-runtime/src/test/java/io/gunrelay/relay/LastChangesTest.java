package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay that is stopped gives the others the time to take what it has taken last. */
@Timeout(value = 60, unit = SECONDS)
class LastChangesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int VALUES = 60;

  /** All together are more than the sockets between the relays hold. */
  private static final int CHARACTERS = 400_000;

  @TempDir Path folder;

  @Test
  void whatWasTakenLastIsAtTheOtherRelayWhenTheStopHasEnded() throws Exception {
    try (TestRelay stopped = TestRelay.start(folder.resolve("stopped"));
        HeldLink link = new HeldLink(stopped.replication());
        TestRelay other = TestRelay.start(folder.resolve("other"), link.address());
        RawClient client = RawClient.open(stopped.port())) {
      awaitLinked(other);
      link.hold();
      putAll(client);

      var stop = CompletableFuture.runAsync(stopped::close);
      awaitDismissed(client);
      link.release();
      stop.get(SOON.toSeconds(), SECONDS);

      try (RawClient reader = RawClient.open(other.port())) {
        for (int i = 0; i < VALUES; i++) {
          assertThat(get(reader, i)).contains(text(i));
        }
      }
    }
  }

  @Test
  void aStopEndsWithinItsGraceThoughAnotherRelayTakesNothing() throws Exception {
    try (TestRelay stopped = TestRelay.start(folder.resolve("stopped"));
        HeldLink link = new HeldLink(stopped.replication());
        TestRelay other = TestRelay.start(folder.resolve("other"), link.address());
        RawClient client = RawClient.open(stopped.port())) {
      awaitLinked(other);
      link.hold();
      putAll(client);

      CompletableFuture.runAsync(stopped::close).get(SOON.toSeconds(), SECONDS);
      link.release();
    }
  }

  private static void awaitLinked(TestRelay relay) {
    Eventually.await(
        "they are linked",
        SOON,
        () -> relay.relay().report().peers().stream().anyMatch(peer -> peer.report() != null));
  }

  private static void putAll(RawClient client) throws IOException {
    for (int i = 0; i < VALUES; i++) {
      client.text(
          "{\"#\":\"put-%d\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k%d\":1}},\"k%d\":\"%s\"}}}"
              .formatted(i, i, i, text(i)));
      assertThat(answer(client, "put-" + i)).contains("\"ok\"");
    }
  }

  private static String get(RawClient client, int value) throws IOException {
    client.text("{\"#\":\"get-%d\",\"get\":{\"#\":\"s\",\".\":\"k%d\"}}".formatted(value, value));
    return answer(client, "get-" + value);
  }

  private static String answer(RawClient client, String to) throws IOException {
    String text = client.readText();
    while (!text.contains("\"@\":\"%s\"".formatted(to))) {
      text = client.readText();
    }
    return text;
  }

  /** Until the relay has given up waiting for the client. */
  private static void awaitDismissed(RawClient client) {
    try {
      while (true) {
        client.read();
      }
    } catch (IOException dismissed) {
      // It stays for as long as it may.
    }
  }

  private static String text(int value) {
    return ("text " + value + " ").repeat(CHARACTERS / 8);
  }
}

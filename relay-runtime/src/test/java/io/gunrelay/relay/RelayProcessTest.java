package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process shows: how it starts, how it ends, what survives. */
@Timeout(value = 180, unit = SECONDS)
class RelayProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws Exception {
    Path data = folder.resolve("data");
    List<Integer> acknowledged = new ArrayList<>();
    try (RelayProcess relay = RelayProcess.serve(data).awaitServing();
        GunJsClient writer = GunJsClient.start(relay.uri())) {
      writer.awaitPeers(1, SOON);
      List<CompletableFuture<Ack>> acks = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        acks.add(writer.put(List.of("soul" + i), Map.of("n", i)));
      }
      Eventually.await(
          "more than 100 are acknowledged, whichever they are",
          SOON,
          () -> acks.stream().filter(CompletableFuture::isDone).count() > 100);
      relay.kill();
      for (int i = 0; i < acks.size(); i++) {
        if (acks.get(i).isDone() && acks.get(i).join().ok()) {
          acknowledged.add(i);
        }
      }
    }

    assertThat(acknowledged).hasSizeGreaterThan(100);
    try (RelayProcess relay = RelayProcess.serve(data).awaitServing();
        GunJsClient reader = GunJsClient.start(relay.uri())) {
      for (int i : acknowledged) {
        assertThat(reader.ask(Map.of("#", "soul" + i)).join()).as("soul" + i).isPresent();
      }
    }
  }

  @Test
  void aStopAsksClientsToComeBackAndEndsWell() throws Exception {
    try (RelayProcess relay =
            RelayProcess.serve(folder.resolve("data"), "--log-format=json").awaitServing();
        RawClient client = RawClient.open(relay.port())) {
      relay.terminate();

      assertThat(client.read().closeCode()).isEqualTo(1012);
      client.frame(true, RawClient.CLOSE, new byte[] {3, (byte) 0xF4});
      assertThat(relay.exitCode()).isEqualTo(ExitCode.OK.code());
      assertThat(relay.lines().getLast()).startsWith("{\"time\":").contains("\"Stopped.\"");
    }
  }

  @Test
  void aSecondSignalCutsTheHandOverShort() throws Exception {
    try (RelayProcess relay =
            RelayProcess.serve(
                    folder.resolve("data"),
                    "--drain-url=ws://127.0.0.1:1/gun",
                    "--shutdown-grace-seconds=600")
                .awaitServing();
        RawClient client = RawClient.open(relay.port())) {
      relay.terminate();
      assertThat(client.readText()).contains("\"dam\":\"mob\"", "ws://127.0.0.1:1/gun?h=relay&r=");

      relay.terminate();

      assertThat(client.read().closeCode()).isEqualTo(1012);
      client.frame(true, RawClient.CLOSE, new byte[] {3, (byte) 0xF4});
      assertThat(relay.exitCode()).isZero();
    }
  }

  @Test
  void probesMetricsAndTheReportAreAnswered() throws Exception {
    try (RelayProcess relay =
            RelayProcess.serve(folder.resolve("data"), "--name=one", "--region=west")
                .awaitServing();
        RawClient _ = RawClient.open(relay.port())) {
      for (String probe : List.of("/livez", "/readyz", "/startupz")) {
        assertThat(get(relay.admin(probe))).startsWith("200 ");
      }
      Eventually.await(
          "the client is counted",
          SOON,
          () -> get(relay.admin("/report")).contains("\"clients\":1"));
      assertThat(get(relay.admin("/report")))
          .contains("\"name\":\"one\"", "\"region\":\"west\"", "\"ready\":true", "\"peers\":[]");
      assertThat(get(relay.admin("/metrics"))).contains("\ngunrelay_connections 1.0\n");
      assertThat(get(relay.admin("/else"))).startsWith("404 ").contains("/report");
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (String flag : List.of("--port", "--admin-port")) {
        try (RelayProcess relay =
            RelayProcess.serve(folder.resolve("data"), flag + "=" + taken.getLocalPort())) {
          assertThat(relay.exitCode()).isEqualTo(ExitCode.PORT_IN_USE.code());
          assertThat(relay.lines())
              .singleElement()
              .asString()
              .contains(taken.getLocalPort() + " of 127.0.0.1 is in use", flag);
        }
      }
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() throws Exception {
    try (RelayProcess relay =
        RelayProcess.run("serve", "--bind-address=192.0.2.1", "--data-dir=" + folder)) {
      assertThat(relay.exitCode()).isEqualTo(ExitCode.ADDRESS_UNUSABLE.code());
      assertThat(relay.lines()).singleElement().asString().contains("192.0.2.1", "--bind-address");
    }
  }

  @Test
  void aDataFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    try (RelayProcess relay = RelayProcess.serve(file.resolve("data"))) {
      assertThat(relay.exitCode()).isEqualTo(ExitCode.DATA_UNUSABLE.code());
      assertThat(relay.lines()).singleElement().asString().contains(file.toString());
    }
  }

  @Test
  void aSecondRelayOnTheSameDataIsTurnedAway() throws Exception {
    Path data = folder.resolve("data");
    try (RelayProcess _ = RelayProcess.serve(data).awaitServing();
        RelayProcess second = RelayProcess.serve(data)) {
      assertThat(second.exitCode()).isEqualTo(ExitCode.DATA_LOCKED.code());
      assertThat(second.lines()).singleElement().asString().contains(data.toString());
    }
  }

  @Test
  void aStoreThatWasTamperedWithIsNotServed() throws Exception {
    Path data = folder.resolve("data");
    try (RelayProcess relay = RelayProcess.serve(data).awaitServing()) {
      relay.terminate();
      assertThat(relay.exitCode()).isZero();
    }
    try (Stream<Path> files = Files.list(data)) {
      Path manifest =
          files
              .filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(manifest);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 0x55;
      }
      Files.write(manifest, bytes);
    }
    try (RelayProcess relay = RelayProcess.serve(data)) {
      assertThat(relay.exitCode()).isEqualTo(ExitCode.STORE_CORRUPT.code());
      assertThat(relay.lines()).singleElement().asString().contains(data.toString());
    }
  }

  @Test
  void aDiskThatIsFullRefusesPutsAndTakesThemAgainWhenThereIsSpace() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 100)) {
      try (RelayProcess relay =
              RelayProcess.serve(disk.path().resolve("data"), "--cache-bytes=16MiB")
                  .awaitServing();
          RawClient client = RawClient.open(relay.port())) {
        client.text(put(1));
        assertThat(client.readText()).contains("\"ok\":true");
        disk.fill();

        // Some space was set aside when the disk was empty.
        String answer = "";
        for (int n = 2; n < 300 && !answer.contains("err"); n++) {
          client.text(put(n));
          answer = client.readText();
        }
        assertThat(answer).contains("the relay's disk is full");
        Eventually.await(
            "it is not ready", SOON, () -> get(relay.admin("/readyz")).startsWith("503 "));

        disk.free();
        Eventually.await(
            "it is ready again",
            Duration.ofSeconds(40),
            () -> get(relay.admin("/readyz")).startsWith("200 "));
        client.text(put(999));
        assertThat(client.readText()).contains("\"@\":\"p999\",\"ok\":true");
      }
      disk.fill();
      try (RelayProcess relay = RelayProcess.serve(disk.path().resolve("other"))) {
        assertThat(relay.exitCode()).isEqualTo(ExitCode.DISK_FULL.code());
        assertThat(relay.lines()).singleElement().asString().contains("no space");
      }
    }
  }

  @Test
  void wrongArgumentsAreNamedInOneLine() throws Exception {
    try (RelayProcess unknown = RelayProcess.run("serve", "--prot=1");
        RelayProcess wrong = RelayProcess.run("serve", "--port=x");
        RelayProcess missing = RelayProcess.run("serve", "--config=" + folder.resolve("none"))) {
      for (RelayProcess process : List.of(unknown, wrong, missing)) {
        assertThat(process.exitCode()).isEqualTo(ExitCode.USAGE.code());
      }
      assertThat(unknown.lines()).singleElement().asString().contains("--prot", "--help");
      assertThat(wrong.lines()).singleElement().asString().contains("--port", "whole number");
      assertThat(missing.lines()).singleElement().asString().contains("none", "--config");
    }
  }

  @Test
  void theConfigurationIsShownWithItsSources() throws Exception {
    Path file = Files.writeString(folder.resolve("relay.yaml"), "region: west\n");
    try (RelayProcess shown =
        RelayProcess.run("config", "show", "--config=" + file, "--admin-port=7")) {
      assertThat(shown.exitCode()).isZero();
      assertThat(shown.lines())
          .anyMatch(line -> line.matches("region +=\\s+west +\\(.*relay.yaml, line 1, region\\)"))
          .anyMatch(line -> line.matches("adminPort +=\\s+7 +\\(the flag --admin-port\\)"))
          .anyMatch(line -> line.matches("port +=\\s+8765 +\\(default\\)"));
    }
  }

  private static String put(int n) {
    return "{\"#\":\"p%d\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":%d}},\"k\":\"%s\"}}}"
        .formatted(n, n, "x".repeat(1_000_000));
  }

  /** The status and the body. */
  private static String get(URI uri) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

package io.gunrelay.relay;

import io.gunrelay.relay.api.ConfigReport;
import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.FileDigest;
import io.gunrelay.relay.config.ConfigException;
import io.gunrelay.relay.config.Machine;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.Settings;
import io.gunrelay.relay.transport.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** A relay in this process that reads its configuration file again and again. */
final class ConfiguredRelay implements AutoCloseable {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Relay relay;
  private final Path file;

  private ConfiguredRelay(Relay relay, Path file) {
    this.relay = relay;
    this.file = file;
  }

  /** With a file that holds this. */
  static ConfiguredRelay start(Path folder, String text)
      throws IOException, ConfigException, StartException {
    Files.writeString(folder.resolve("relay.yaml"), text);
    return start(folder);
  }

  /** With the file that is there. */
  static ConfiguredRelay start(Path folder) throws ConfigException, StartException {
    Path file = folder.resolve("relay.yaml");
    Settings settings =
        Settings.resolve(
            Map.of(
                Option.BIND_ADDRESS, "127.0.0.1",
                Option.PORT, "0",
                Option.ADMIN_PORT, "0",
                Option.DATA_DIR, folder.resolve("data").toString(),
                Option.SHUTDOWN_GRACE_SECONDS, "1"),
            file.toString(),
            Map.of(),
            new Machine("test", 64 << 20));
    Relay relay =
        Relay.start(
            settings.toConfig(), InstantSource.system(), System::nanoTime, new SecureRandom());
    relay.follow(settings, next -> {}, OFTEN);
    return new ConfiguredRelay(relay, file);
  }

  /** Puts another text in the file's place. */
  void write(String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void awaitInForce(String text) {
    String digest = FileDigest.of(text.getBytes(StandardCharsets.UTF_8));
    Eventually.await("it is in force", SOON, () -> report().digest().equals(digest));
  }

  ConfigReport report() {
    return Objects.requireNonNull(relay.report().self().config());
  }

  FenceReport fence() {
    return Objects.requireNonNull(relay.report().self().fence());
  }

  /** What it says of itself. */
  String message() {
    return relay.report().self().message();
  }

  /** Where its admin port is. */
  String admin() {
    return "http://127.0.0.1:" + relay.ports().admin();
  }

  /** A metric without labels. */
  double metric(String name) throws IOException, InterruptedException {
    return TestRelay.metric(relay, name);
  }

  Path file() {
    return file;
  }

  int port() {
    return relay.ports().clients();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/gun");
  }

  @Override
  public void close() {
    relay.close();
  }
}

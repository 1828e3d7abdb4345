package io.gunrelay.relay;

import io.gunrelay.relay.config.Address;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.sea.SeaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A relay in this process, on free ports of the loopback interface. */
public final class TestRelay implements AutoCloseable {
  private final Relay relay;

  private TestRelay(Relay relay) {
    this.relay = relay;
  }

  public static TestRelay start(Path data, Address... peers) throws StartException {
    return start(data, 0, peers);
  }

  static TestRelay start(Path data, int port, Address... peers) throws StartException {
    return new TestRelay(
        Relay.start(
            new RelayConfig(
                "127.0.0.1",
                port,
                0,
                0,
                data,
                "test",
                "here",
                List.of(peers),
                "text",
                "info",
                2_000,
                1 << 20,
                1000,
                16 << 20,
                Duration.ofSeconds(2),
                SeaSettings.USUAL,
                new DrainSettings(List.of(), 500)),
            InstantSource.system(),
            System::nanoTime,
            new SecureRandom()));
  }

  Relay relay() {
    return relay;
  }

  public int port() {
    return relay.ports().clients();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/gun");
  }

  Address replication() {
    return new Address("127.0.0.1", relay.ports().replication());
  }

  URI admin(String path) {
    return URI.create("http://127.0.0.1:" + relay.ports().admin() + path);
  }

  @Override
  public void close() {
    relay.close();
  }
}

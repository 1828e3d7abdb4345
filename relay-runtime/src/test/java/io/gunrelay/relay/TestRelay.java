package io.gunrelay.relay;

import io.gunrelay.relay.config.Address;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.ObserveConfig;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.config.ReplicationConfig;
import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.fence.FencePolicy;
import io.gunrelay.relay.fence.FenceSettings;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.peers.net.PeeringSettings;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.replication.WhenDamaged;
import io.gunrelay.relay.sea.SeaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

  public static TestRelay start(Path data, int port, Address... peers) throws StartException {
    return start(data, port, 2_000, peers);
  }

  static TestRelay start(Path data, int port, int maxConnections, Address... peers)
      throws StartException {
    return start(data, port, maxConnections, ObserveConfig.OFF, EdgeConfig.USUAL, peers);
  }

  /** One that has GUN relays as peers. */
  static TestRelay start(Path data, int port, PeeringSettings peering) throws StartException {
    return start(
        data, port, 2_000, ObserveConfig.OFF, peering, EdgeConfig.USUAL, SeaSettings.USUAL);
  }

  /** One that takes what these settings say. */
  static TestRelay start(Path data, SeaSettings sea) throws StartException {
    return start(data, 0, 2_000, ObserveConfig.OFF, PeeringSettings.NONE, EdgeConfig.USUAL, sea);
  }

  static TestRelay start(Path data, int port, EdgeConfig edge, Address... peers)
      throws StartException {
    return start(data, port, 2_000, ObserveConfig.OFF, edge, peers);
  }

  static TestRelay start(Path data, ObserveConfig observe, Address... peers) throws StartException {
    return start(data, 0, 2_000, observe, EdgeConfig.USUAL, peers);
  }

  private static TestRelay start(
      Path data,
      int port,
      int maxConnections,
      ObserveConfig observe,
      EdgeConfig edge,
      Address... peers)
      throws StartException {
    return start(
        data, port, maxConnections, observe, PeeringSettings.NONE, edge, SeaSettings.USUAL, peers);
  }

  private static TestRelay start(
      Path data,
      int port,
      int maxConnections,
      ObserveConfig observe,
      PeeringSettings peering,
      EdgeConfig edge,
      SeaSettings sea,
      Address... peers)
      throws StartException {
    return new TestRelay(
        Relay.start(
            new RelayConfig(
                "127.0.0.1",
                port,
                0,
                0,
                data,
                "test",
                "text",
                "info",
                new ReplicationConfig(
                    "here",
                    List.of(peers),
                    2,
                    Duration.ofSeconds(2),
                    Durability.DISK,
                    WhenAlone.REFUSE,
                    WhenDamaged.REFILL,
                    Duration.ZERO,
                    true,
                    new FenceSettings(FencePolicy.NONE, Duration.ofSeconds(4), "here", List.of())),
                maxConnections,
                1 << 20,
                10_000,
                16 << 20,
                Duration.ofSeconds(2),
                sea,
                new DrainSettings(List.of(), 500),
                peering,
                edge,
                observe),
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

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/gun");
  }

  Address replication() {
    return new Address("127.0.0.1", relay.ports().replication());
  }

  URI admin(String path) {
    return admin(relay, path);
  }

  private static URI admin(Relay relay, String path) {
    return URI.create("http://127.0.0.1:" + relay.ports().admin() + path);
  }

  /** The present value of a metric without tags. */
  double metric(String name) throws IOException, InterruptedException {
    return metric(relay, name);
  }

  /** The same of any relay. */
  static double metric(Relay relay, String name) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(admin(relay, "/metrics")).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    relay.close();
  }
}

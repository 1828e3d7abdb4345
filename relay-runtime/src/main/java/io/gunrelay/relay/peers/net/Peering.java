package io.gunrelay.relay.peers.net;

import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.Witness;
import io.gunrelay.relay.peers.Admission;
import io.gunrelay.relay.peers.Peer;
import io.gunrelay.relay.peers.PeeredGraph;
import io.gunrelay.relay.peers.Peers;
import io.gunrelay.relay.work.ThreadScheduler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The peers of a relay. It may be told of changes from the beginning, and dials once it is started.
 * Close it before the graph.
 */
public final class Peering implements AutoCloseable {
  /** gun.js' relay tells what one of its files holds at once, which is about a megabyte. */
  private static final int MAX_MESSAGE_CHARACTERS = 64 << 20;

  private final PeeringSettings settings;
  private final Peers peers;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final HttpClient http;
  private final ThreadScheduler waiting = new ThreadScheduler("peers");
  private final List<ThreadScheduler> threads = new ArrayList<>();
  private final List<Dialling> diallings = new ArrayList<>();

  private Peering(
      PeeringSettings settings,
      Peers peers,
      LongSupplier nanoTime,
      RandomGenerator random,
      HttpClient http) {
    this.settings = settings;
    this.peers = peers;
    this.nanoTime = nanoTime;
    this.random = random;
    this.http = http;
  }

  /**
   * Prepares it.
   *
   * @param ids of messages
   * @param pid what this relay calls itself
   * @param nanoTime a monotonic clock
   * @throws IOException when the file of authorities cannot be used; says what to do
   */
  public static Peering prepare(
      PeeringSettings settings,
      Supplier<String> ids,
      String pid,
      LongSupplier nanoTime,
      RandomGenerator random)
      throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder().executor(task -> Thread.ofVirtual().name("peer").start(task));
    Path authority = settings.authority();
    if (authority != null) {
      builder.sslContext(Trust.in(authority));
    }
    return new Peering(settings, new Peers(ids, pid), nanoTime, random, builder.build());
  }

  /** Passes changes on to the peers. */
  public Witness witness() {
    return peers;
  }

  /**
   * Dials the peers.
   *
   * @param graph what is here
   * @param admission takes what they put
   * @return the graph as clients are to see it
   */
  public Graph start(Graph graph, Admission admission) {
    for (URI url : settings.urls()) {
      String name = url.getAuthority();
      ThreadScheduler thread = new ThreadScheduler("peer-" + name);
      Peer peer = peers.add(name, thread, graph, admission, nanoTime, settings.fills());
      Dialling dialling =
          new Dialling(url, peer, http, thread, nanoTime, random, MAX_MESSAGE_CHARACTERS);
      threads.add(thread);
      diallings.add(dialling);
      thread.execute(dialling::dial);
    }
    return new PeeredGraph(graph, peers, waiting);
  }

  public List<Peer> peers() {
    return peers.all();
  }

  /** Hangs up; what waited to be told to a peer is lost to it until it asks. */
  @Override
  public void close() {
    diallings.forEach(Dialling::close);
    threads.forEach(ThreadScheduler::close);
    waiting.close();
    http.shutdownNow();
  }
}

package io.gunrelay.relay.peers;

import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All peers: who is told of what, who is asked. Thread-safe. */
public final class Peers implements Witness {
  private static final int MOST_WANTED_PER_GENERATION = 32_768;

  /** Each may bring a hundred thousand characters, and does again when a peer comes back. */
  private static final int MOST_PATTERNS_PER_GENERATION = 256;

  /** Of a soul and a key together; longer ones are not remembered, hence not asked for. */
  private static final int LONGEST_NAME = 512;

  /** As many as gun.js reads of {@code ><}. */
  private static final int MOST_VISITED = 6;

  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final Wanted wanted = new Wanted(MOST_WANTED_PER_GENERATION);
  private final Wanted patterns = new Wanted(MOST_PATTERNS_PER_GENERATION);
  private final Supplier<String> ids;
  private final String pid;

  /**
   * @param pid what this relay calls itself, to its clients too
   */
  public Peers(Supplier<String> ids, String pid) {
    this.ids = ids;
    this.pid = pid;
  }

  /**
   * Makes a peer, which is not connected yet.
   *
   * @param graph answers its questions
   * @param admission takes its puts
   */
  public Peer add(
      String name,
      Executor thread,
      Graph graph,
      Admission admission,
      LongSupplier nanoTime,
      boolean fills) {
    Peer peer = new Peer(name, this, thread, graph, admission, nanoTime, fills);
    peers.add(peer);
    return peer;
  }

  public List<Peer> all() {
    return List.copyOf(peers);
  }

  @Override
  public void changed(List<Delta> deltas, @Nullable Client source) {
    for (Peer peer : peers) {
      if (!isSame(peer, source)) {
        peer.offer(deltas);
      }
    }
  }

  /** Two relays may have dialled each other: a peer is known by what it calls itself, too. */
  private static boolean isSame(Peer peer, @Nullable Client source) {
    if (source == null) {
      return false;
    }
    return peer.equals(source) || (!peer.pid().isEmpty() && peer.pid().equals(source.pid()));
  }

  /**
   * Asks all connected peers, unless they have been asked.
   *
   * @param source who is not asked, as the question is its own
   * @param answered run once, when the last has answered or will not; not when false is returned
   * @return whether anybody is asked
   */
  boolean ask(Question question, Client source, Runnable answered) {
    List<Peer> asked =
        peers.stream().filter(peer -> peer.isConnected() && !isSame(peer, source)).toList();
    if (question.length() > LONGEST_NAME || !kept(question).add(question) || asked.isEmpty()) {
      return false;
    }
    AtomicInteger left = new AtomicInteger(asked.size());
    for (Peer peer : asked) {
      peer.thread()
          .execute(() ->
              peer.ask(
                  question,
                  () -> {
                    if (left.decrementAndGet() == 0) {
                      answered.run();
                    }
                  }));
    }
    return true;
  }

  void forget(Question question) {
    kept(question).forget(question);
  }

  private Wanted kept(Question question) {
    return switch (question) {
      case Question.Exact _ -> wanted;
      case Question.Pattern _ -> patterns;
    };
  }

  List<Question> wanted() {
    List<Question> all = new ArrayList<>(wanted.all());
    all.addAll(patterns.all());
    return all;
  }

  String nextId() {
    return ids.get();
  }

  String pid() {
    return pid;
  }

  /** Who is told of a change beside this peer; gun.js then does not tell them again. */
  List<String> visited(Peer receiver) {
    return peers.stream()
        .filter(peer -> !peer.equals(receiver))
        .map(Peer::pid)
        .filter(known -> !known.isEmpty())
        .limit(MOST_VISITED)
        .toList();
  }
}

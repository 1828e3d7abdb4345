package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.graph.Subscribed;
import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The graph as clients see it when there are peers: what is asked for the first time is asked of
 * the peers, too. Who asks for something that is not here waits for their answers, for a second at
 * most; whoever has it, the client is subscribed and hears of it.
 */
public final class PeeredGraph implements Graph {
  private static final Outlet NOWHERE = (clients, message) -> {};
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Graph graph;
  private final Peers peers;
  private final Scheduler scheduler;

  /**
   * @param graph what is here
   * @param scheduler for those who wait
   */
  public PeeredGraph(Graph graph, Peers peers, Scheduler scheduler) {
    this.graph = graph;
    this.peers = peers;
    this.scheduler = scheduler;
  }

  @Override
  public void put(List<Delta> deltas, Client source, PutResult result) {
    graph.put(deltas, source, result);
  }

  @Override
  public void get(Query query, Client client, Answer answer) {
    List<String> keys = query.key().map(List::of).orElse(List.of());
    Waiting waiting = new Waiting(answer, () -> graph.read(query.soul(), keys, answer));
    if (peers.ask(new Question.Exact(query), client, waiting::peersAnswered)) {
      graph.get(query, client, waiting);
    } else {
      graph.get(query, client, answer);
    }
  }

  @Override
  public void get(RangeQuery query, Client client, Answer answer) {
    Waiting waiting = new Waiting(answer, () -> lookAgain(query, answer));
    if (peers.ask(Question.Pattern.of(query), client, waiting::peersAnswered)) {
      graph.get(query, client, waiting);
    } else {
      graph.get(query, client, answer);
    }
  }

  /** The client is subscribed already, and may have left meanwhile: so it is not it that asks. */
  private void lookAgain(RangeQuery query, Answer answer) {
    Passerby passerby = new Passerby();
    graph.get(query, passerby, answer);
    graph.leave(passerby);
  }

  /** Hears nothing of later changes. */
  private static final class Passerby implements Client {
    @Override
    public Outlet outlet() {
      return NOWHERE;
    }
  }

  @Override
  public void read(String soul, List<String> keys, Answer answer) {
    graph.read(soul, keys, answer);
  }

  @Override
  public void subscriptions(Client client, Consumer<Subscribed> receiver) {
    graph.subscriptions(client, receiver);
  }

  @Override
  public CompletableFuture<Optional<Bytes>> value(String soul, String key) {
    return graph.value(soul, key);
  }

  @Override
  public void leave(Client client) {
    graph.leave(client);
  }

  /** Passes on what is here; where nothing is, looks again once the peers have answered. */
  private final class Waiting implements Answer {
    private final Answer answer;
    private final Runnable look;
    // The first to set it may go on only with the second: nothing is here, and the peers are done.
    private final AtomicBoolean oneIsDone = new AtomicBoolean();
    private final AtomicBoolean lookedAgain = new AtomicBoolean();

    /**
     * @param look answers with what is here then
     */
    Waiting(Answer answer, Runnable look) {
      this.answer = answer;
      this.look = look;
    }

    void peersAnswered() {
      if (!oneIsDone.compareAndSet(false, true)) {
        lookAgain();
      }
    }

    /** The client is subscribed already, and may have left meanwhile. */
    private void lookAgain() {
      if (lookedAgain.compareAndSet(false, true)) {
        look.run();
      }
    }

    @Override
    public void notFound() {
      if (oneIsDone.compareAndSet(false, true)) {
        scheduler.after(PATIENCE, this::lookAgain);
      } else {
        lookAgain();
      }
    }

    @Override
    public void chunk(List<Delta> deltas, boolean more) {
      answer.chunk(deltas, more);
    }

    @Override
    public void whenReady(Runnable next) {
      answer.whenReady(next);
    }

    @Override
    public void failed(String reason) {
      answer.failed(reason);
    }
  }
}

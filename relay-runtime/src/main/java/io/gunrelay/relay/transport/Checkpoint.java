package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.sea.Judgement;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.trace.Trace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the puts of one connection are judged before they reach the graph. Several may be judged at
 * a time; they and what follows them go on in the order in which they came. Belongs to the
 * connection's loop.
 */
final class Checkpoint {
  /** What waits for its turn: a put, or anything that must not overtake one. */
  private static final class Turn {
    private @Nullable Runnable next;
  }

  private final Connection connection;
  private final ClientContext context;
  private final Pace pace;
  private final Deque<Turn> turns = new ArrayDeque<>(1);
  private int signaturesLeft;
  private long bytesLeft;

  Checkpoint(Connection connection, ClientContext context, Pace pace) {
    this.connection = connection;
    this.context = context;
    this.pace = pace;
  }

  /** A frame has come: the loop may work for it as long as for any other. */
  void beginFrame() {
    signaturesLeft = context.checks().signaturesInLoop();
    bytesLeft = PutChecks.BYTES_IN_LOOP;
  }

  /**
   * Takes a put.
   *
   * @param bytes that it counts
   */
  void put(List<Delta> put, long bytes, PutReply reply) {
    signaturesLeft -= Sea.signatures(put);
    bytesLeft -= bytes;
    Supplier<Judgement> judging = () -> context.checks().now(put);
    if (turns.isEmpty() && signaturesLeft >= 0 && bytesLeft >= 0) {
      Judgement judgement = judging.get();
      if (judgement.isSettled()) {
        admit(judgement, reply);
        return;
      }
      judging = () -> judgement;
    }
    Turn turn = new Turn();
    turns.addLast(turn);
    boolean taken =
        context
            .checks()
            .later(
                judging,
                bytes,
                judgement ->
                    connection.loop().execute(() -> ready(turn, () -> admit(judgement, reply))));
    if (!taken) {
      ready(
          turn,
          () ->
              reply.refused("the relay has more puts in hand than it can check; try again later"));
    }
  }

  /** Runs what must not overtake the puts before it. */
  void inTurn(Runnable next) {
    if (turns.isEmpty()) {
      next.run();
    } else {
      Turn turn = new Turn();
      turn.next = next;
      turns.addLast(turn);
    }
  }

  private void ready(Turn turn, Runnable next) {
    turn.next = next;
    for (Turn first = turns.peekFirst(); first != null; first = turns.peekFirst()) {
      Runnable due = first.next;
      if (due == null) {
        return;
      }
      turns.removeFirst();
      due.run();
    }
  }

  private void admit(Judgement judgement, PutReply reply) {
    String refusal = judgement.refusal();
    if (!judgement.rejected().isEmpty()) {
      Judgement.Rejected first = judgement.rejected().getFirst();
      connection.visit().refused("put", first.reason().label(), first.soul());
      // Checking them may have cost more than all the rest of what this client does.
      pace.heard(judgement.rejected().size(), 0);
    }
    if (!judgement.good().isEmpty()) {
      reply.journey().verified();
      PutResult result = refusal.isEmpty() ? reply : new PartlyRefused(reply, refusal);
      if (context.edge().limits().keys().areLimited()) {
        result = new ChargedPut(result, connection.loop(), pace);
      }
      context.graph().put(judgement.good(), connection, result);
    } else if (refusal.isEmpty()) {
      reply.dropped();
    } else {
      reply.refused(refusal);
    }
  }

  /** The client hears of what was refused once the rest is stored. */
  private record PartlyRefused(PutReply reply, String refusal) implements PutResult {
    @Override
    public @Nullable Trace trace() {
      return reply.trace();
    }

    @Override
    public void merged() {
      reply.merged();
    }

    @Override
    public void stored() {
      reply.journey().stored();
      reply.refused(refusal);
    }

    @Override
    public void refused(String reason) {
      reply.refused(reason);
    }
  }
}

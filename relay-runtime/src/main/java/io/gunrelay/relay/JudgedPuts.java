package io.gunrelay.relay;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.peers.Admission;
import io.gunrelay.relay.sea.Judgement;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.StoredValues.UnreadableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts of peers are judged as those of clients are, on the peer's own thread. */
record JudgedPuts(Sea sea, Graph graph) implements Admission {
  private static final int READ_SECONDS = 5;

  @Override
  public void put(List<Delta> deltas, Client source, PutResult result) {
    Judgement judgement = sea.settle(sea.judge(deltas), this::read);
    if (judgement.good().isEmpty()) {
      result.refused(judgement.refusal());
    } else {
      graph.put(judgement.good(), source, result);
    }
  }

  private Optional<Bytes> read(String soul, String key) throws UnreadableException {
    try {
      return graph.value(soul, key).get(READ_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreadableException("the graph cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableException("the relay stops");
    }
  }
}

package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** Opens many connections, some at a time: a relay's backlog is not what is measured. */
final class Opening {
  private static final int AT_ONCE = 128;

  private Opening() {}

  /**
   * Opens connections and waits for all of them.
   *
   * @param from the local address of the connection of a number
   * @throws IOException when one of them could not be opened
   */
  static List<GunClient> open(
      Clients clients,
      int count,
      IntFunction<? extends Listener> listener,
      IntFunction<Optional<InetSocketAddress>> from)
      throws IOException, InterruptedException {
    Semaphore slots = new Semaphore(AT_ONCE);
    List<CompletableFuture<GunClient>> opening = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slots.acquire();
      CompletableFuture<GunClient> one = clients.connect(listener.apply(i), from.apply(i));
      opening.add(one.whenComplete((client, why) -> slots.release()));
    }
    List<GunClient> open = new ArrayList<>(count);
    for (CompletableFuture<GunClient> one : opening) {
      try {
        open.add(one.join());
      } catch (CompletionException e) {
        throw new IOException(
            "connection " + (open.size() + 1) + " of " + count + " failed: " + e.getCause(), e);
      }
    }
    return open;
  }

  static List<GunClient> open(Clients clients, int count, IntFunction<? extends Listener> listener)
      throws IOException, InterruptedException {
    return open(clients, count, listener, i -> Optional.empty());
  }
}

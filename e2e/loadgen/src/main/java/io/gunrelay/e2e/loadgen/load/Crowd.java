package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Connections that do nothing but stay, of which there can be more and more. */
public final class Crowd implements AutoCloseable {
  /** Dialled from one loopback address; it has some 28,000 ports towards one relay. */
  private static final int PER_ADDRESS = 10_000;

  private final Clients clients;
  private final LongAdder closed = new LongAdder();
  private final List<GunClient> open = new ArrayList<>();

  /** A crowd of nobody; the relay runs on this machine. */
  public Crowd(Clients clients) {
    this.clients = clients;
  }

  /** Opens connections until there are {@code size}; returns the seconds that it took. */
  public double growTo(int size) throws IOException, InterruptedException {
    Listener listener =
        new Listener() {
          @Override
          public void message(GunClient client, Message message) {}

          @Override
          public void closed(GunClient client) {
            closed.increment();
          }
        };
    int before = open.size();
    long begin = System.nanoTime();
    open.addAll(Opening.open(clients, size - before, i -> listener, i -> localAddress(before + i)));
    return (System.nanoTime() - begin) / 1e9;
  }

  /** How many the relay has closed. */
  public long closedByRelay() {
    return closed.sum();
  }

  private static Optional<InetSocketAddress> localAddress(int connection) {
    return Optional.of(new InetSocketAddress("127.0.0." + (1 + connection / PER_ADDRESS), 0));
  }

  @Override
  public void close() {
    open.forEach(GunClient::close);
    open.clear();
  }
}

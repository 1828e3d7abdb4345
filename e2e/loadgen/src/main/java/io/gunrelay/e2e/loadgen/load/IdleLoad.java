package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Opens connections that do nothing and holds them. */
public final class IdleLoad {
  /**
   * How many connections and from where.
   *
   * @param holdSeconds how long they stay open before the relay's memory is read
   * @param fromLoopbackAddresses whether to dial from 127.0.0.1, 127.0.0.2 and on, so that the
   *     ports of one address do not limit how many there are
   * @param pid the relay's process, when it runs on this machine
   */
  public record Settings(
      int connections, double holdSeconds, boolean fromLoopbackAddresses, Optional<Long> pid) {}

  /**
   * What they cost.
   *
   * @param openSeconds the time it took to open all
   * @param closed how many the relay ended
   * @param before the relay's memory before the first, if its process is known
   * @param after … and with all of them open
   * @param bytesPerConnection what one added to the resident memory
   */
  public record Result(
      int connections,
      double openSeconds,
      long closed,
      Optional<ProcessMemory> before,
      Optional<ProcessMemory> after,
      Optional<Double> bytesPerConnection) {}

  private static final int PER_ADDRESS = 10_000;

  private final Clients clients;
  private final Settings settings;

  public IdleLoad(Clients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** Opens, holds, reads, closes. */
  public Result run() throws IOException, InterruptedException {
    LongAdder closed = new LongAdder();
    Listener listener =
        new Listener() {
          @Override
          public void message(GunClient client, Message message) {}

          @Override
          public void closed(GunClient client) {
            closed.increment();
          }
        };
    Optional<ProcessMemory> before = memory();
    long start = System.nanoTime();
    List<GunClient> open =
        Opening.open(clients, settings.connections(), i -> listener, this::localAddress);
    double openSeconds = (System.nanoTime() - start) / 1e9;
    TimeUnit.NANOSECONDS.sleep((long) (settings.holdSeconds() * 1e9));
    Optional<ProcessMemory> after = memory();
    long closedByRelay = closed.sum();
    open.forEach(GunClient::close);
    return new Result(
        settings.connections(),
        openSeconds,
        closedByRelay,
        before,
        after,
        before.flatMap(b ->
            after.map(a -> (a.residentKb() - b.residentKb()) * 1024.0 / settings.connections())));
  }

  private Optional<ProcessMemory> memory() throws IOException {
    return settings.pid().isPresent()
        ? Optional.of(ProcessMemory.of(settings.pid().get()))
        : Optional.empty();
  }

  private Optional<InetSocketAddress> localAddress(int connection) {
    return settings.fromLoopbackAddresses()
        ? Optional.of(new InetSocketAddress("127.0.0." + (1 + connection / PER_ADDRESS), 0))
        : Optional.empty();
  }
}

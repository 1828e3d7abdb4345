package io.gunrelay.e2e.scenarios.failovers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A long way: what goes through it arrives later, in both directions, and no slower. */
final class SlowDoor implements AutoCloseable {
  private static final int CHUNK = 16_384;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private record Chunk(ByteBuffer bytes, long dueNs) {}

  private final Door door;
  private volatile long delayNs;

  private SlowDoor(InetSocketAddress here, InetSocketAddress far) throws IOException {
    door = Door.open(here, () -> Optional.of(far), this::pass);
  }

  /**
   * Opens one without any delay.
   *
   * @param here an address and a port of this machine
   * @param far where it leads
   */
  static SlowDoor open(InetSocketAddress here, InetSocketAddress far) throws IOException {
    return new SlowDoor(here, far);
  }

  /** What comes in from now on takes so long. */
  void delay(Duration delay) {
    delayNs = delay.toNanos();
  }

  private void pass(Socket from, Socket to) {
    BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();
    Thread arrival = Thread.ofVirtual().start(() -> arrive(onTheWay, to));
    try (from) {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[CHUNK];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        onTheWay.add(
            new Chunk(ByteBuffer.wrap(buffer.clone(), 0, read), System.nanoTime() + delayNs));
      }
    } catch (IOException e) {
      // So it ends.
    }
    onTheWay.add(new Chunk(END, System.nanoTime() + delayNs));
    try {
      arrival.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void arrive(BlockingQueue<Chunk> onTheWay, Socket to) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Chunk chunk = onTheWay.take(); chunk.bytes().hasRemaining(); chunk = onTheWay.take()) {
        TimeUnit.NANOSECONDS.sleep(chunk.dueNs() - System.nanoTime());
        out.write(chunk.bytes().array(), 0, chunk.bytes().limit());
      }
    } catch (IOException e) {
      // So it ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}

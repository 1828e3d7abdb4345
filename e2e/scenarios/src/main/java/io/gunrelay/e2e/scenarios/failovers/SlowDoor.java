package io.gunrelay.e2e.scenarios.failovers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A long way: what goes through it arrives later, in both directions, and no slower. */
final class SlowDoor implements AutoCloseable {
  private static final int CHUNK = 16_384;
  private static final int TIMEOUT_MS = 2_000;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private record Chunk(ByteBuffer bytes, long dueNs) {}

  private final ServerSocket server;
  private final InetSocketAddress far;
  private volatile long delayNs;

  private SlowDoor(ServerSocket server, InetSocketAddress far) {
    this.server = server;
    this.far = far;
  }

  /**
   * Opens one without any delay.
   *
   * @param here an address and a port of this machine
   * @param far where it leads
   */
  static SlowDoor open(InetSocketAddress here, InetSocketAddress far) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(here);
    SlowDoor door = new SlowDoor(server, far);
    Thread.ofPlatform().daemon().name("slow-door").start(door::accept);
    return door;
  }

  /** What comes in from now on takes so long. */
  void delay(Duration delay) {
    delayNs = delay.toNanos();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket near = server.accept();
        Thread.ofVirtual().start(() -> serve(near));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket near) {
    try (near;
        Socket to = new Socket()) {
      to.connect(far, TIMEOUT_MS);
      near.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pass(to, near));
      pass(near, to);
      back.join();
    } catch (IOException e) {
      // Whoever came sees the connection closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    server.close();
  }
}

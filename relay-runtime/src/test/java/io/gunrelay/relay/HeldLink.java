package io.gunrelay.relay;

import io.gunrelay.relay.config.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Phaser;

/** Leads to a port of this machine; what comes back from there can be held up for a while. */
final class HeldLink implements AutoCloseable {
  private final ServerSocket server;
  private final Address to;

  /** Its only party is whoever holds: without one the phase is passed at once. */
  private final Phaser gate = new Phaser();

  HeldLink(Address to) throws IOException {
    this.to = to;
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("held-link").start(this::accept);
  }

  Address address() {
    return new Address("127.0.0.1", server.getLocalPort());
  }

  /** From now on nothing comes back. */
  void hold() {
    gate.register();
  }

  /** What was held up goes on. */
  void release() {
    gate.arriveAndDeregister();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        Thread.ofVirtual().start(() -> connect(from));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket from) {
    try (from;
        Socket other = new Socket(to.host(), to.port())) {
      Thread back = Thread.ofVirtual().start(() -> pass(other, from, true));
      pass(from, other, false);
      back.join();
    } catch (IOException e) {
      // The next one is tried by whoever dials.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to, boolean heldUp) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int length = in.read(buffer);
      while (length >= 0) {
        if (heldUp && gate.getRegisteredParties() > 0) {
          gate.awaitAdvance(gate.getPhase());
        }
        out.write(buffer, 0, length);
        length = in.read(buffer);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

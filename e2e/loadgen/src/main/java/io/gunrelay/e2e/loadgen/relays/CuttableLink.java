package io.gunrelay.e2e.loadgen.relays;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for a relay at another loopback address, and passes on what is said to it: until it is
 * cut. Then it falls silent as a network does that loses everything: nobody is told. What dials it
 * meanwhile is lost, as a dial is whose packets were; what was connected before may go on when the
 * link is healed.
 */
final class CuttableLink implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket server;
  private final InetSocketAddress relay;
  private final InetAddress callers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private boolean cut;

  private CuttableLink(ServerSocket server, InetSocketAddress relay, InetAddress callers) {
    this.server = server;
    this.relay = relay;
    this.callers = callers;
  }

  /**
   * Listens in a relay's stead.
   *
   * @param at the address that stands for the relay
   * @param relay where it is in truth
   * @param callers the address that stands for those who dial it: where it finds them
   */
  static CuttableLink open(InetSocketAddress at, InetSocketAddress relay, InetAddress callers)
      throws IOException {
    CuttableLink link =
        new CuttableLink(new ServerSocket(at.getPort(), 64, at.getAddress()), relay, callers);
    Thread.ofVirtual().name("cuttable-link").start(link::accept);
    return link;
  }

  /** From now on nothing comes through. */
  synchronized void cut() {
    cut = true;
  }

  /** From now on everything does. */
  synchronized void heal() {
    cut = false;
    notifyAll();
  }

  private synchronized boolean isCut() {
    return cut;
  }

  private synchronized void awaitHealing() throws InterruptedException {
    while (cut) {
      wait();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        open.add(caller);
        if (isCut()) {
          Thread.ofVirtual().name("lost-call").start(() -> lose(caller));
        } else {
          connect(caller);
        }
      } catch (IOException e) {
        // Closed, or the caller has gone at once.
      }
    }
  }

  private void lose(Socket caller) {
    try {
      awaitHealing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close(caller);
  }

  private void connect(Socket caller) {
    Socket called = new Socket();
    open.add(called);
    try {
      called.bind(new InetSocketAddress(callers, 0));
      called.connect(relay);
      called.setTcpNoDelay(true);
      caller.setTcpNoDelay(true);
      Thread.ofVirtual().name("there").start(() -> pass(caller, called));
      Thread.ofVirtual().name("back").start(() -> pass(called, caller));
    } catch (IOException e) {
      close(caller);
      close(called);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitHealing();
        out.write(buffer, 0, count);
      }
      awaitHealing();
    } catch (IOException e) {
      // One side has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close(from);
    close(to);
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    heal();
    open.forEach(this::close);
  }
}

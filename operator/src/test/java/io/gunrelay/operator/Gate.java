package io.gunrelay.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port that leads to another one as long as it is open. What goes through is not looked at. */
final class Gate implements AutoCloseable {

  private final InetSocketAddress target;
  private final ServerSocket listening;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

  Gate(String host, int port) {
    try {
      this.target = new InetSocketAddress(host, port);
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Who is in is thrown out, and who comes is sent away. */
  void shut() {
    open = false;
    sockets.forEach(Gate::end);
  }

  void open() {
    open = true;
  }

  private void accept() {
    try {
      while (true) {
        var caller = listening.accept();
        if (open) {
          connect(caller);
        } else {
          end(caller);
        }
      }
    } catch (IOException e) {
      sockets.forEach(Gate::end);
    }
  }

  private void connect(Socket caller) {
    try {
      var called = new Socket();
      called.connect(target);
      sockets.add(caller);
      sockets.add(called);
      Thread.ofVirtual().start(() -> pass(caller, called));
      Thread.ofVirtual().start(() -> pass(called, caller));
    } catch (IOException e) {
      end(caller);
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      var _ = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The end of one side is the end of both.
    }
    end(from);
    end(to);
    sockets.remove(from);
    sockets.remove(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    shut();
  }
}

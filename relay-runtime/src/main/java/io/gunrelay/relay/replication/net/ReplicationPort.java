package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Where peers come to take what is committed here. Who does not introduce itself in time is cut
 * off, and only so many may be about to.
 */
final class ReplicationPort implements Closeable {
  private static final Logger LOG = System.getLogger(ReplicationPort.class.getName());
  private static final int MAX_STRANGERS = 64;
  private static final int MAX_LINKS = 256;

  private final ServerSocket server;
  private final Duration introduction;
  private final Security security;
  private final Complaints complaints;
  private final Semaphore strangers = new Semaphore(MAX_STRANGERS);
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private ReplicationPort(
      ServerSocket server, Duration introduction, Security security, Complaints complaints) {
    this.server = server;
    this.introduction = introduction;
    this.security = security;
    this.complaints = complaints;
  }

  /** Takes the port; nobody is answered before {@link #serve}. */
  static ReplicationPort open(
      InetSocketAddress address, Duration introduction, Security security, Complaints complaints)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return new ReplicationPort(server, introduction, security, complaints);
  }

  /**
   * Lets peers in.
   *
   * @param links makes what serves a connection
   */
  void serve(Function<Wire, SourceLink> links) {
    start(() -> accept(links));
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept(Function<Wire, SourceLink> links) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (open.size() >= MAX_LINKS || !strangers.tryAcquire()) {
          socket.close();
        } else {
          start(() -> serve(socket, links));
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "no connection accepted: {0}", e.toString());
      }
    }
  }

  private void serve(Socket socket, Function<Wire, SourceLink> links) {
    Acceptance acceptance = new Acceptance(strangers);
    try (Wire wire = Wire.over(socket, security, false)) {
      open.add(wire);
      // Patience with single reads does not bound one who sends a byte now and then.
      Thread deadline = start(() -> cutOff(wire, acceptance));
      try {
        links
            .apply(wire)
            .run(() -> {
              acceptance.done();
              deadline.interrupt();
            });
      } finally {
        open.remove(wire);
        deadline.interrupt();
      }
    } catch (IOException e) {
      if (!acceptance.isDone()) {
        complaints.ofCaller(socket.getInetAddress().getHostAddress(), e);
      }
      LOG.log(Level.DEBUG, "a peer has gone: {0}", e.toString());
    } catch (StoreException e) {
      LOG.log(Level.ERROR, "a peer cannot be given what it lacks: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      acceptance.done();
    }
  }

  private void cutOff(Wire wire, Acceptance acceptance) {
    try {
      Thread.sleep(introduction);
      if (!acceptance.isDone()) {
        wire.close();
      }
    } catch (InterruptedException e) {
      // It has introduced itself, or left.
    }
  }

  private Thread start(Runnable task) {
    Thread thread =
        Thread.ofVirtual()
            .name("replication-port")
            .unstarted(() -> {
              try {
                task.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** Ends all links and waits for their threads. */
  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(Wire::close);
    for (Thread thread : threads) {
      try {
        thread.interrupt();
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

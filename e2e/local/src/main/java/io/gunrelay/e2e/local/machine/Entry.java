package io.gunrelay.e2e.local.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ingress: takes HTTP on a port of 127.0.0.1 and passes each connection, WebSocket or not, to a
 * ready pod behind the Ingress that its host and path name, one pod after the other.
 */
final class Entry implements AutoCloseable {
  private static final int DIAL_MS = 1000;

  private final ServerSocket server;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Routes routes = Routes.NONE;

  Entry() {
    try {
      server = new ServerSocket(0, 128, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException("no port of 127.0.0.1 is free", e);
    }
    Thread.ofVirtual().name("entry").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections that exist stay where they are. */
  void route(Routes next) {
    routes = next;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed, or out of sockets for a moment; the loop's condition tells which.
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      RequestHead head = RequestHead.read(client.getInputStream());
      Optional<Routes.Route> route = routes.find(head.host(), head.path());
      if (route.isEmpty()) {
        refuse(client, "404 Not Found", "no Ingress has " + head.host() + head.path());
        return;
      }
      Optional<Socket> backend = dial(route.get().backends());
      if (backend.isEmpty()) {
        refuse(client, "503 Service Unavailable", "no pod behind this Ingress takes connections");
        return;
      }
      pass(client, head, backend.get());
    } catch (IOException e) {
      // One of the two has gone; closing both, as follows, is all there is to do.
      return;
    } finally {
      open.remove(client);
    }
  }

  private Optional<Socket> dial(List<InetSocketAddress> backends) {
    int first = turn.getAndIncrement();
    for (int i = 0; i < backends.size(); i++) {
      InetSocketAddress address = backends.get(Math.floorMod(first + i, backends.size()));
      Socket socket = new Socket();
      try {
        socket.connect(address, DIAL_MS);
        socket.setTcpNoDelay(true);
        open.add(socket);
        return Optional.of(socket);
      } catch (IOException e) {
        close(socket);
      }
    }
    return Optional.empty();
  }

  private void pass(Socket client, RequestHead head, Socket backend) throws IOException {
    try (backend) {
      backend.getOutputStream().write(head.forwarded(client.getInetAddress().getHostAddress()));
      Thread back =
          Thread.ofVirtual()
              .start(() -> {
                copy(backend, client);
                close(client);
              });
      copy(client, backend);
      close(backend);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(backend);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Reset by one side: for the other it is the end all the same.
      return;
    }
  }

  private static void refuse(Socket client, String status, String why) throws IOException {
    String answer =
        "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, why.length(), why);
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no further use, closed or not.
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.forEach(Entry::close);
    }
  }
}

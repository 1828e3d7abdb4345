package io.gunrelay.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An ingress: takes connections and passes their bytes to relays that say they are ready, in turn.
 * It asks each a few times a second, so that it notices late, as all of them do.
 */
final class TestEntry implements AutoCloseable {
  private static final Duration PROBE_EVERY = Duration.ofMillis(200);

  private record Backend(int port, URI ready) {}

  private final ServerSocket server;
  private final List<Backend> backends;
  private final List<Backend> ready = new CopyOnWriteArrayList<>();
  private final Thread probing;
  private int turn;

  /** Routes to these relays from now on; their ports stay the same when they are started again. */
  TestEntry(List<RelayProcess> relays) throws IOException {
    server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    backends =
        relays.stream().map(relay -> new Backend(relay.port(), relay.admin("/readyz"))).toList();
    probing = Thread.ofVirtual().name("entry-probes").start(this::probe);
    Thread.ofVirtual().name("entry").start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/gun");
  }

  private void probe() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!server.isClosed()) {
        for (Backend backend : backends) {
          if (isReady(client, backend)) {
            if (!ready.contains(backend)) {
              ready.add(backend);
            }
          } else {
            ready.remove(backend);
          }
        }
        Thread.sleep(PROBE_EVERY);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private static boolean isReady(HttpClient client, Backend backend) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(backend.ready()).timeout(Duration.ofSeconds(1)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().name("entry-connection").start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    List<Backend> now = List.copyOf(ready);
    try (client) {
      if (now.isEmpty()) {
        return;
      }
      try (Socket relay = new Socket(InetAddress.getLoopbackAddress(), next(now).port())) {
        client.setTcpNoDelay(true);
        relay.setTcpNoDelay(true);
        Thread back = Thread.ofVirtual().start(() -> pass(relay, client));
        pass(client, relay);
        back.join();
      }
    } catch (IOException e) {
      // The relay has gone; so has the client now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Backend next(List<Backend> now) {
    return now.get(Math.floorMod(turn++, now.size()));
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        out.write(buffer, 0, length);
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
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    probing.interrupt();
  }
}

package io.gunrelay.e2e.scenarios.failovers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Opens a WebSocket again and again, as new clients would, and notes when that fails. */
final class Dialler implements AutoCloseable {
  private static final int TIMEOUT_MS = 2_000;
  private static final int PERIOD_MS = 50;
  private static final int HTTP = 80;

  private final String host;
  private final String address;
  private final Thread thread;
  private volatile long lastFailedNs;
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong opened = new AtomicLong();
  private volatile boolean done;

  private Dialler(String host, String address) {
    this.host = host;
    this.address = address;
    this.thread = Thread.ofPlatform().daemon().name("dialler").unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param address of the node whose ingress is dialled
   */
  static Dialler start(String host, String address) {
    Dialler dialler = new Dialler(host, address);
    dialler.thread.start();
    return dialler;
  }

  private void run() {
    while (!done) {
      long beganNs = System.nanoTime();
      if (opens()) {
        opened.incrementAndGet();
      } else {
        failed.incrementAndGet();
        lastFailedNs = beganNs;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean opens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, HTTP), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      socket
          .getOutputStream()
          .write(
              """
              GET /gun HTTP/1.1\r
              Host: %s\r
              Connection: Upgrade\r
              Upgrade: websocket\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              \r
              """
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 101".length());
      return new String(answer, StandardCharsets.US_ASCII).endsWith(" 101");
    } catch (IOException e) {
      return false;
    }
  }

  long opened() {
    return opened.get();
  }

  long failed() {
    return failed.get();
  }

  /** When the last one that failed was begun, by {@link System#nanoTime}; 0 if none did. */
  long lastFailedNs() {
    return lastFailedNs;
  }

  @Override
  public void close() {
    done = true;
    thread.interrupt();
  }
}

package io.gunrelay.e2e.loadgen.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Sends what no client sends, one connection after the other, on a thread of its own and from an
 * address of its own, so that a relay may hold it against nobody else.
 */
final class Vandal {
  private static final String ADDRESS = "127.0.0.66";
  private static final int PATIENCE_MILLIS = 300;
  private static final long PAUSE_MILLIS = 50;
  private static final String UPGRADE =
      """
      GET /gun HTTP/1.1\r
      Host: a\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;
  private static final String MASK = "\0\0\0\0";

  /** What is sent, in ISO-8859-1, so that each character is a byte. */
  private static final List<String> DEEDS =
      List.of(
          // Not HTTP at all, and HTTP that stops in the middle.
          "\u0016\u0003\u0001\0\u0005hello",
          "GET /gun HTTP/1.1\r\nHost: a\r\nX-Long: ",
          "POST /gun HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n{",
          // Text that is no JSON, no UTF-8, deep, of strange numbers, of strange kinds.
          UPGRADE + "\u0081\u0085" + MASK + "{\"#\":",
          UPGRADE + "\u0081\u0082" + MASK + "\u00c3(",
          UPGRADE + "\u0081\u00c0" + MASK + "[".repeat(64),
          UPGRADE + "\u0081\u0094" + MASK + "{\"put\":{\"a\":{\"b\":1}}}".substring(0, 20),
          UPGRADE + "\u0081\u0099" + MASK + "{\"#\":{},\"get\":{\"#\":[1]}} ",
          UPGRADE + "\u0081\u008e" + MASK + "{\"#\":1e999999}",
          // Frames: without a mask, with reserved bits, binary, endless, cut, a control frame that
          // is
          // too long, a continuation of nothing, one byte of a message of eight megabytes.
          UPGRADE + "\u0081\u0002{}",
          UPGRADE + "\u00f1\u0082" + MASK + "{}",
          UPGRADE + "\u0082\u0084" + MASK + "abcd",
          UPGRADE + "\u0081\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff" + MASK + "x",
          UPGRADE + "\u0081\u00fe\u00ff\u00ff" + MASK + "[",
          UPGRADE + "\u0089\u00fe\u0001\0" + MASK + "p".repeat(256),
          UPGRADE + "\u0080\u0081" + MASK + "x",
          UPGRADE + "\u0081\u00ff\0\0\0\0\0\u0080\0\0" + MASK + "x",
          UPGRADE + "\u0088\u0080" + MASK);

  private final InetSocketAddress relay;
  private final Counts counts;
  private final SplittableRandom random;
  private final Thread thread;

  Vandal(URI url, Counts counts, SplittableRandom random) {
    this.relay = new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort());
    this.counts = counts;
    this.random = random;
    this.thread = Thread.ofPlatform().daemon().name("vandal").start(this::rage);
  }

  private void rage() {
    try {
      while (!Thread.interrupted()) {
        deed(DEEDS.get(random.nextInt(DEEDS.size())));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException ended) {
      // Enough.
    }
  }

  private void deed(String bytes) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(ADDRESS, 0));
      socket.connect(relay, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      counts.badFrames.increment();
      InputStream in = socket.getInputStream();
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException patient) {
      // The relay waits for more, or goes on.
    } catch (IOException closed) {
      // The relay had enough.
    }
  }

  void stop() {
    thread.interrupt();
  }
}

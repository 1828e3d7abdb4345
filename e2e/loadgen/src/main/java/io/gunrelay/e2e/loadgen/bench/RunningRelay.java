package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.load.ProcessMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A relay's process that has answered its first WebSocket handshake; ended by {@link #close}. */
final class RunningRelay implements AutoCloseable {
  private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int ANSWER_MILLIS = 5_000;
  private static final long STOP_SECONDS = 15;
  private static final String HANDSHAKE =
      """
      GET /gun HTTP/1.1\r
      Host: 127.0.0.1\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  private final Process process;
  private final int port;
  private final double startMillis;

  private RunningRelay(Process process, int port, double startMillis) {
    this.process = process;
    this.port = port;
    this.startMillis = startMillis;
  }

  /**
   * Starts a relay and waits for its first handshake.
   *
   * @param data the folder for its data; made when it is not there
   * @param log receives what the process prints
   */
  static RunningRelay start(Relay relay, Path data, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    int port = freePort();
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(relay.command(port, data))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    while (!shakesHands(port)) {
      if (!process.isAlive() || System.nanoTime() - begin > LONGEST_START_NANOS) {
        process.destroyForcibly().waitFor();
        throw new IOException(relay.name() + " does not serve; see " + log);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return new RunningRelay(process, port, (System.nanoTime() - begin) / 1e6);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean shakesHands(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      byte[] status = in.readNBytes("HTTP/1.1 101".length());
      return new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 101");
    } catch (IOException e) {
      return false;
    }
  }

  String url() {
    return "ws://127.0.0.1:" + port + "/gun";
  }

  long pid() {
    return process.pid();
  }

  /** From the start of the process to the answer of its first handshake. */
  double startMillis() {
    return startMillis;
  }

  ProcessMemory memory() throws IOException {
    return ProcessMemory.of(process.pid());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("the relay did not end in " + STOP_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for the relay's end", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

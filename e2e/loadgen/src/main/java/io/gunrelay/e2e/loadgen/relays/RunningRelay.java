package io.gunrelay.e2e.loadgen.relays;

import io.gunrelay.e2e.loadgen.load.ProcessMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A relay's process that has answered its first WebSocket handshake; ended by {@link #close}. */
public final class RunningRelay implements AutoCloseable {
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
  private final boolean secure;
  private final int port;
  private final int adminPort;
  private final double startMillis;

  private RunningRelay(
      Process process, boolean secure, int port, int adminPort, double startMillis) {
    this.process = process;
    this.secure = secure;
    this.port = port;
    this.adminPort = adminPort;
    this.startMillis = startMillis;
  }

  /**
   * Starts a relay and waits for its first handshake.
   *
   * @param data the folder for its data; made when it is not there
   * @param log receives what the process prints
   */
  public static RunningRelay start(Relay relay, Path data, Path log)
      throws IOException, InterruptedException {
    return start(relay, data, log, Optional.empty());
  }

  /** The same inside of a group whose memory is counted. */
  public static RunningRelay start(Relay relay, Path data, Path log, Optional<MemoryGroup> group)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    List<Integer> ports = FreePorts.find(2);
    int port = ports.getFirst();
    int adminPort = ports.getLast();
    long begin = System.nanoTime();
    List<String> command = relay.command(port, adminPort, data);
    ProcessBuilder builder =
        new ProcessBuilder(group.map(of -> of.around(command)).orElse(command));
    builder.environment().putAll(relay.environment());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    while (!(relay.secure() ? isReady(adminPort) : shakesHands(port))) {
      if (!process.isAlive() || System.nanoTime() - begin > LONGEST_START_NANOS) {
        process.destroyForcibly().waitFor();
        throw new IOException(relay.name() + " does not serve; see " + log);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return new RunningRelay(
        process, relay.secure(), port, adminPort, (System.nanoTime() - begin) / 1e6);
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

  private static boolean isReady(int adminPort) {
    try {
      get(adminPort, "/readyz");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The body of an answer that is good. */
  private static String get(int adminPort, String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(ANSWER_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setRequestProperty("Connection", "close");
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Waits until the relay says that it is ready; ours only.
   *
   * @throws IOException when it does not in time
   */
  public void awaitReady(long seconds) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!isReady(adminPort)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException("the relay is not ready after " + seconds + " s");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Where its clients connect to. */
  public String url() {
    return (secure ? "wss" : "ws") + "://127.0.0.1:" + port + "/gun";
  }

  /** Whether its clients need TLS; its certificate is one that nobody trusts. */
  public boolean secure() {
    return secure;
  }

  /** The process. */
  public long pid() {
    return process.pid();
  }

  /** Where the relay answers operators, if it is one of ours. */
  public int adminPort() {
    return adminPort;
  }

  /** What the relay counts, if it is one of ours. */
  public Metrics metrics() throws IOException {
    return Metrics.parse(get(adminPort, "/metrics"));
  }

  /** Has the relay's JVM collect its garbage, so that its heap holds what lives; ours only. */
  public void collectGarbage() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process collecting =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.run")
            .redirectErrorStream(true)
            .start();
    String said =
        new String(collecting.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (collecting.waitFor() != 0) {
      throw new IOException("cannot collect the relay's garbage: " + said);
    }
  }

  /** From the start of the process to the answer of its first handshake. */
  public double startMillis() {
    return startMillis;
  }

  /** What the process holds in memory. */
  public ProcessMemory memory() throws IOException {
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

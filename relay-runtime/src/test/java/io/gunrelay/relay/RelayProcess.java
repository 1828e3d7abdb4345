package io.gunrelay.relay;

import io.gunrelay.relay.transport.Eventually;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A relay in a process of its own. */
final class RelayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  /** The bound of waits that are no part of what is tested. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Pattern SERVES =
      Pattern.compile(
          "serves clients on ([^,]*):(\\d+), (?:no relays [^,]*|relays on [^,]*:(\\d+)), admin on [^;]*:(\\d+);");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  /** Of the virtual machine, where many relays start on few processors: nothing is optimised. */
  private static final List<String> FRUGAL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private RelayProcess(
      List<String> launcher, List<String> machine, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(machine);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            // It does not live for long enough to be worth the better compiler's time.
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            main.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    // Reading a pipe would hold a virtual thread's carrier.
    reader = Thread.ofPlatform().daemon().name("relay-output").start(this::read);
  }

  /** Without what only tests have and what speaks up by itself when it is there. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs the command. */
  static RelayProcess run(String... arguments) throws IOException {
    return new RelayProcess(List.of(), List.of(), Main.class, List.of(arguments));
  }

  /** Starts to serve, on free ports unless told otherwise; does not wait. */
  static RelayProcess serve(Path data, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--bind-address=127.0.0.1", "--data-dir=" + data));
    arguments.addAll(List.of(more));
    for (String port : List.of("--port", "--admin-port", "--replication-port")) {
      if (arguments.stream().noneMatch(argument -> argument.startsWith(port + "="))) {
        arguments.add(port + "=0");
      }
    }
    return new RelayProcess(List.of(), List.of(), Main.class, arguments);
  }

  /**
   * Starts to serve with a clock that is out; does not wait.
   *
   * @param launcher before the command, to run it elsewhere
   */
  static RelayProcess serveSkewed(List<String> launcher, Duration skew, List<String> options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(skew.toString(), "serve"));
    arguments.addAll(options);
    return new RelayProcess(launcher, FRUGAL, SkewedMain.class, arguments);
  }

  RelayProcess awaitServing() {
    Eventually.await(
        "the relay serves; it said " + lines,
        START,
        () -> serves().isPresent() || !process.isAlive());
    if (serves().isEmpty()) {
      throw new AssertionError("the relay ended: " + lines);
    }
    return this;
  }

  /** Until it takes what another relay has. */
  void awaitReplicating() {
    Eventually.await(
        "it hears the other",
        SOON,
        () -> lines.stream().anyMatch(line -> line.contains("replicating from")));
  }

  /** Until it takes clients. */
  void awaitReady() {
    Eventually.await("it is ready", SOON, () -> get("/readyz").startsWith("200 "));
  }

  /** Until each takes from the others, and has synced what they have. */
  static void awaitEqual(RelayProcess... relays) {
    for (RelayProcess relay : relays) {
      Eventually.await(
          "they are linked and equal",
          SOON,
          () ->
              relay.metric("gunrelay_replication_takers") == relays.length - 1
                  && relay.metric("gunrelay_replication_lag_changes") == 0);
    }
  }

  private Optional<Matcher> serves() {
    return lines.stream().map(SERVES::matcher).filter(Matcher::find).findFirst();
  }

  int port() {
    return Integer.parseInt(serves().orElseThrow().group(2));
  }

  URI uri() {
    return URI.create("http://%s:%d/gun".formatted(host(), port()));
  }

  URI admin(String path) {
    return URI.create("http://%s:%s%s".formatted(host(), serves().orElseThrow().group(4), path));
  }

  private String host() {
    return serves().orElseThrow().group(1);
  }

  /** The status and the body that the admin port answers with. */
  String get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(admin(path)).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      throw new AssertionError("the relay does not answer: " + lines, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The sum of a metric without tags. */
  double metric(String name) {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  /** How long processors have worked for it so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** What the JDK's tool says of it. */
  String jcmd(String command) throws IOException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exitCode();
  }

  /** SIGSTOP: its connections stay, and nothing is answered on them. */
  void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** SIGTERM. */
  void terminate() {
    // Process.destroy would close the streams, too, and what is said at the end would be lost.
    process.toHandle().destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the relay does not end: " + lines);
    }
    reader.join();
    return process.exitValue();
  }

  /** What it wrote, to whatever stream. */
  List<String> lines() {
    return lines;
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException broken) {
      lines.add("(output broke off: " + broken + ")");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

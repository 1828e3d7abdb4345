package io.gunrelay.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hosts on a network of their own, made of Linux' network namespaces on a bridge: what passes
 * between them is decided by packet filters, each way for itself. This process is on the network,
 * too, and reaches all of them. Only root may make one.
 */
final class Namespaces implements AutoCloseable {
  /** Of the addresses that are set aside for tests of networks. */
  private static final String NETWORK = "198.18.77.";

  private static final int OURS = 1;
  private static final int FIRST = 10;
  private static final String FILTER = "inet cuts";

  private static final Path INTERFACES = Path.of("/sys/class/net");
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final Pattern OURS_BY_NAME = Pattern.compile("gr(\\d+)(-\\d+)?");

  private final String name = "gr" + ProcessHandle.current().pid();
  private final int hosts;

  private Namespaces(int hosts) {
    this.hosts = hosts;
  }

  /** Makes them; throws if this cannot be done here. */
  static Namespaces make(int hosts) throws IOException {
    removeOrphans();
    Namespaces made = new Namespaces(hosts);
    try {
      made.make();
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private void make() throws IOException {
    run("ip", "link", "add", name, "type", "bridge");
    run("ip", "address", "add", NETWORK + OURS + "/24", "dev", name);
    run("ip", "link", "set", name, "up");
    for (int host = 0; host < hosts; host++) {
      String outside = name + "p" + host;
      run("ip", "netns", "add", namespace(host));
      run(
          "ip",
          "link",
          "add",
          outside,
          "type",
          "veth",
          "peer",
          "name",
          "eth0",
          "netns",
          namespace(host));
      run("ip", "link", "set", outside, "master", name, "up");
      in(host, "ip", "address", "add", address(host) + "/24", "dev", "eth0");
      in(host, "ip", "link", "set", "eth0", "up");
      in(host, "ip", "link", "set", "lo", "up");
      in(host, "nft", "add table " + FILTER);
      in(host, "nft", "add chain %s in { type filter hook input priority 0; }".formatted(FILTER));
    }
  }

  String address(int host) {
    return NETWORK + (FIRST + host);
  }

  /** What goes before a command that is to run on a host. */
  List<String> launcher(int host) {
    return List.of("ip", "netns", "exec", namespace(host));
  }

  /** What one host sends does not reach the other any more; the other way is as it was. */
  void cut(int from, int to) throws IOException {
    filter(to, "ip saddr %s drop".formatted(address(from)));
  }

  /** One host gets no new connection to the other; those that there are, go on. */
  void forbidDialling(int from, int to) throws IOException {
    filter(to, "ip saddr %s tcp flags & (syn|ack) == syn drop".formatted(address(from)));
  }

  /** Of what other hosts send to one, so many packets of a hundred are lost. */
  void lose(int to, int percent) throws IOException {
    filter(
        to, "ip saddr != %s%d numgen random mod 100 < %d drop".formatted(NETWORK, OURS, percent));
  }

  /** Everything passes. */
  void heal() throws IOException {
    for (int host = 0; host < hosts; host++) {
      in(host, "nft", "flush chain %s in".formatted(FILTER));
    }
  }

  private void filter(int host, String rule) throws IOException {
    in(host, "nft", "add rule %s in %s".formatted(FILTER, rule));
  }

  private String namespace(int host) {
    return name + "-" + host;
  }

  private void in(int host, String... command) throws IOException {
    List<String> all = new ArrayList<>(launcher(host));
    all.addAll(List.of(command));
    run(all.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What runs on the hosts must have ended. */
  @Override
  public void close() {
    for (int host = 0; host < hosts; host++) {
      runAnyway("ip", "link", "delete", name + "p" + host);
      runAnyway("ip", "netns", "delete", namespace(host));
    }
    runAnyway("ip", "link", "delete", name);
  }

  /** What processes that were killed have left would be in the way: it has the same addresses. */
  private static void removeOrphans() throws IOException {
    for (String namespace : orphans(NAMESPACES)) {
      for (String pid : run("ip", "netns", "pids", namespace).lines().toList()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      runAnyway("ip", "netns", "delete", namespace);
    }
    for (String bridge : orphans(INTERFACES)) {
      runAnyway("ip", "link", "delete", bridge);
    }
  }

  private static List<String> orphans(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(folder)) {
      return names.map(path -> path.getFileName().toString()).filter(Namespaces::isOrphan).toList();
    }
  }

  private static boolean isOrphan(String name) {
    Matcher ours = OURS_BY_NAME.matcher(name);
    return ours.matches()
        && ProcessHandle.of(Long.parseLong(ours.group(1))).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static void runAnyway(String... command) {
    try {
      var _ = run(command);
    } catch (IOException e) {
      // It was not made.
    }
  }
}

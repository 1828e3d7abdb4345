package io.gunrelay.e2e.loadgen.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the figures were measured on: sizes and versions, nothing that names the machine.
 *
 * @param fileSystem the kind that holds the relays' data
 * @param syncMillis the median time to append 4 KB to a file there and sync it
 */
record Machine(
    int processors,
    String processor,
    double memoryGib,
    String kernel,
    String jdk,
    String node,
    String fileSystem,
    double syncMillis) {
  private static final int SYNCS = 50;

  /**
   * Looks at this machine.
   *
   * @param folder where the relays keep their data
   */
  static Machine here(Path folder) throws IOException, InterruptedException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        lineOf(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^.*?:\\s*", ""),
        Long.parseLong(lineOf(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""))
            / (1024.0 * 1024),
        System.getProperty("os.name") + " " + kernelRelease(),
        System.getProperty("java.vendor.version"),
        nodeVersion(),
        Files.getFileStore(folder).type(),
        measureSyncMillis(folder));
  }

  /** The release without what a builder appended to it, which may name the machine. */
  private static String kernelRelease() {
    return System.getProperty("os.version").replaceFirst("-.*", "");
  }

  private static String lineOf(Path file, String start) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElse("unknown");
  }

  private static String nodeVersion() throws IOException, InterruptedException {
    Process node = new ProcessBuilder("node", "--version").start();
    String version =
        new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    node.waitFor();
    return version;
  }

  private static double measureSyncMillis(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "sync", "");
    long[] nanos = new long[SYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long begin = System.nanoTime();
        channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        nanos[i] = System.nanoTime() - begin;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2] / 1e6;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%d processors (%s), %.0f GiB of memory, %s, JDK %s, Node %s; data on %s, where a synced "
            + "write of 4 KB takes %.2f ms.",
        processors,
        processor,
        memoryGib,
        kernel,
        jdk,
        node,
        fileSystem,
        syncMillis);
  }
}

package io.gunrelay.e2e.loadgen.relays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group of processes whose memory Linux counts together, what the kernel holds for them included,
 * and may limit: what a pod is. Needs the right to make one, which root usually has.
 */
public final class MemoryGroup implements AutoCloseable {
  private static final Path FIRST_VERSION = Path.of("/sys/fs/cgroup/memory");
  private static final Path SECOND_VERSION = Path.of("/sys/fs/cgroup");

  private final Path folder;
  private final boolean second;

  private MemoryGroup(Path folder, boolean second) {
    this.folder = folder;
    this.second = second;
  }

  /**
   * Makes a group.
   *
   * @param limitBytes what its processes may hold
   * @return empty where this is not allowed
   */
  public static Optional<MemoryGroup> create(Optional<Long> limitBytes) {
    boolean second = Files.exists(SECOND_VERSION.resolve("cgroup.controllers"));
    Path parent = second ? SECOND_VERSION : FIRST_VERSION;
    Path folder = parent.resolve("gun-relay-bench-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(folder);
      MemoryGroup group = new MemoryGroup(folder, second);
      if (limitBytes.isPresent()) {
        Files.writeString(
            folder.resolve(second ? "memory.max" : "memory.limit_in_bytes"),
            Long.toString(limitBytes.get()));
      }
      group.usedBytes();
      return Optional.of(group);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The command, started inside of the group. */
  List<String> around(List<String> command) {
    List<String> inside = new ArrayList<>();
    inside.addAll(List.of("/bin/sh", "-c", "echo $$ > \"$0\" && exec \"$@\""));
    inside.add(folder.resolve("cgroup.procs").toString());
    inside.addAll(command);
    return List.copyOf(inside);
  }

  /** All that is counted, less files that the kernel can drop: a pod's "working set". */
  public long usedBytes() throws IOException {
    long used =
        Long.parseLong(
            Files.readString(folder.resolve(second ? "memory.current" : "memory.usage_in_bytes"))
                .strip());
    String droppable = second ? "inactive_file " : "total_inactive_file ";
    return Files.readAllLines(folder.resolve("memory.stat")).stream()
        .filter(line -> line.startsWith(droppable))
        .mapToLong(line -> used - Long.parseLong(line.substring(droppable.length()).strip()))
        .findFirst()
        .orElse(used);
  }

  /** Removes the group; its processes have ended. */
  @Override
  public void close() throws IOException {
    Files.delete(folder);
  }
}

package io.gunrelay.e2e.loadgen.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process holds in memory, as Linux counts it.
 *
 * @param residentKb everything that is in memory, program files included
 * @param anonymousKb the part of it that no file stands behind: heaps, stacks, buffers
 */
public record ProcessMemory(long residentKb, long anonymousKb) {
  /**
   * Reads the present figures.
   *
   * @throws IOException when there is no such process
   */
  public static ProcessMemory of(long pid) throws IOException {
    return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
  }

  static ProcessMemory parse(String status) throws IOException {
    Map<String, Long> kb = new HashMap<>();
    for (String line : status.split("\n", -1)) {
      if (line.endsWith(" kB")) {
        int colon = line.indexOf(':');
        kb.put(
            line.substring(0, colon),
            Long.parseLong(line.substring(colon + 1, line.length() - 3).strip()));
      }
    }
    Long resident = kb.get("VmRSS");
    Long anonymous = kb.get("RssAnon");
    if (resident == null || anonymous == null) {
      throw new IOException("the process has no memory: it has ended");
    }
    return new ProcessMemory(resident, anonymous);
  }
}

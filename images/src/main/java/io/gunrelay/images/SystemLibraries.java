package io.gunrelay.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The C library and its companions, taken from this machine's Debian packages: only the files that
 * the programs in the image are linked with. Each package's record and licence go along, so that
 * vulnerability scanners know what is inside.
 */
final class SystemLibraries {
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final Pattern RESOLVED =
      Pattern.compile("(?:(\\S+) => )?(/\\S+) \\(0x\\p{XDigit}+\\)");
  private static final Pattern MISSING = Pattern.compile("(\\S+) => not found");

  private SystemLibraries() {}

  /** Adds what the programs and libraries that are in the image already need. */
  static void addTo(ImageRoot root) throws IOException {
    Set<String> own = new HashSet<>();
    Set<Path> needed = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    List<Path> binaries = root.files().stream().filter(SystemLibraries::isElf).toList();
    for (Path binary : binaries) {
      own.add(binary.getFileName().toString());
    }
    for (Path binary : binaries) {
      String printed = Command.run(root.folder(), List.of("ldd", binary.toString()));
      for (String line : printed.lines().map(String::strip).toList()) {
        var absent = MISSING.matcher(line);
        if (absent.matches()) {
          missing.add(absent.group(1));
        }
        var found = RESOLVED.matcher(line);
        if (found.matches() && !Path.of(found.group(2)).normalize().startsWith(root.folder())) {
          needed.add(Path.of(found.group(2)).normalize());
        }
      }
    }
    // The JVM's own libraries find each other in the process that loads them.
    missing.removeAll(own);
    if (!missing.isEmpty()) {
      throw new IllegalStateException("libraries are missing on this machine: " + missing);
    }
    for (Path library : needed) {
      root.copy(library, library.toString());
    }
    addPackageRecords(root, needed);
  }

  private static void addPackageRecords(ImageRoot root, Set<Path> libraries) throws IOException {
    var packages = new TreeSet<String>();
    for (Path library : libraries) {
      packages.add(packageOf(library));
    }
    for (String name : packages) {
      String plain = name.replaceFirst(":.*", "");
      String status = Command.run(root.folder(), List.of("dpkg-query", "--status", name));
      root.write("/var/lib/dpkg/status.d/" + plain, status + "\n");
      root.copy(
          Path.of("/usr/share/doc", plain, "copyright"),
          "/usr/share/doc/%s/copyright".formatted(plain));
    }
    root.copy(Path.of("/etc/os-release"), "/etc/os-release");
  }

  private static String packageOf(Path library) throws IOException {
    // Where /lib is a link to /usr/lib, packages still name their files by either path.
    String real = library.toRealPath().toString();
    return Stream.of(library.toString(), real, real.replaceFirst("^/usr", ""))
        .map(path -> Command.ask(Path.of("/"), List.of("dpkg-query", "--search", path)))
        .flatMap(Optional::stream)
        .findFirst()
        .map(owner -> owner.substring(0, owner.lastIndexOf(": ")))
        .orElseThrow(() ->
            new IllegalStateException(
                library + " is of no Debian package: build the images on Debian or Ubuntu"));
  }

  private static boolean isElf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF.length), ELF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

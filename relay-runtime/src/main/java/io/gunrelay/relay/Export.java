package io.gunrelay.relay;

import io.gunrelay.relay.files.FileException;
import io.gunrelay.relay.files.GraphExport;
import io.gunrelay.relay.store.ReadOnlyStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a store to a file or to standard output, and says on standard error what it wrote. */
final class Export {
  private final ReadOnlyStore store;
  private final boolean deferred;
  private final PrintWriter err;

  Export(ReadOnlyStore store, boolean deferred, PrintWriter err) {
    this.store = store;
    this.deferred = deferred;
    this.err = err;
  }

  void to(PrintStream out) throws FileException {
    long count;
    try {
      count = write(out);
    } catch (IOException e) {
      throw new FileException("standard output cannot be written (%s)".formatted(e), e);
    }
    if (out.checkError()) {
      throw new FileException("standard output was closed before all was written");
    }
    say(count);
  }

  /** The file has its name when it is complete. */
  void to(Path file) throws FileException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    long count;
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        count = write(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      drop(part);
      throw new FileException(
          "%s cannot be written (%s); name another file, or make room".formatted(file, e), e);
    }
    say(count);
  }

  private static void drop(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What is wrong with it is being said.
    }
  }

  private long write(OutputStream out) throws IOException {
    return deferred ? GraphExport.deferred(store, out) : GraphExport.values(store, out);
  }

  private void say(long count) {
    err.printf("exported %d %s%n", count, deferred ? "puts from the future" : "values");
    if (deferred) {
      return;
    }
    try (ReadOnlyStore.Walk<?> puts = store.deferred()) {
      if (puts.hasNext()) {
        err.println(
            "not among them: puts from the future, which \"export --deferred\" writes to a file of"
                + " their own");
      }
    }
  }
}

package io.gunrelay.relay;

import io.gunrelay.relay.files.Counted;
import io.gunrelay.relay.files.FileException;
import io.gunrelay.relay.files.Merger;
import io.gunrelay.relay.files.Source;
import io.gunrelay.relay.graph.GraphSettings;
import io.gunrelay.relay.store.ReadOnlyStore;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Merges a file into a store, and says on standard error what came of it. */
final class Import {
  private static final double NANOS = 1e9;

  private final Source source;
  private final StoreSettings settings;
  private final PrintWriter err;

  Import(Source source, StoreSettings settings, PrintWriter err) {
    this.source = source;
    this.settings = settings;
    this.err = err;
  }

  /**
   * What can be read twice is read to its end first: of a file with a mistake nothing is merged.
   */
  void run() throws FileException, InterruptedException {
    checkFolder(settings.folder());
    if (source.isRepeatable()) {
      source.read(new Counted());
    }
    GraphSettings graph = GraphSettings.withCache(StoreCommands.cacheBytes() / 2);
    long beganNs = System.nanoTime();
    try (Merger merger = Merger.open(settings, graph, InstantSource.system(), new SecureRandom())) {
      try {
        source.read(merger);
      } finally {
        merger.finish();
        say(merger, System.nanoTime() - beganNs);
      }
    }
  }

  private void say(Merger merger, long tookNs) {
    double seconds = tookNs / NANOS;
    err.printf(
        "imported %d values in %.1f s, %.0f a second; %d bytes of values are new%n",
        merger.values(), seconds, merger.values() / seconds, merger.changedBytes());
    if (merger.future() > 0) {
      err.printf(
          "%d of them lie in the future, and are kept until they are due%n", merger.future());
    }
    if (merger.leftOut() > 0) {
      err.printf("left out: %d entries that are no values of a graph%n", merger.leftOut());
    }
  }

  /** A store is made in a new folder or an empty one, but not among other files. */
  private static void checkFolder(Path folder) {
    if (!Files.isDirectory(folder) || ReadOnlyStore.isStore(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      if (files.iterator().hasNext()) {
        throw new StoreException(
            StoreException.Problem.UNUSABLE,
            "the folder %s holds other files and no store; name an empty folder or a relay's"
                .formatted(folder));
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Problem.UNUSABLE,
          "the data folder %s cannot be read; give this user the right to (%s)"
              .formatted(folder, e),
          e);
    }
  }
}

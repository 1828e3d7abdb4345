package io.gunrelay.relay;

import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.replication.net.Replication;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreException.Problem;
import io.gunrelay.relay.store.StoreFolder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a damaged store is not served: it is set aside, and an empty one is filled from
 * the other relays, where there are any.
 *
 * <p>The whole store goes, since a version vector claims everything below it: what is missing from
 * a store that says it is there would never be sent again.
 */
final class StoreCare implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StoreCare.class.getName());
  private static final Duration TURN = Duration.ofMillis(250);

  private final StoreFolder folder;
  private final boolean refills;
  private final InstantSource clock;
  private volatile List<Path> aside = List.of();
  private volatile @Nullable Path replaced;
  private @Nullable Thread thread;

  StoreCare(RelayConfig config, InstantSource clock) {
    this.folder = new StoreFolder(config.dataDir());
    this.refills = config.replication().refills();
    this.clock = clock;
  }

  /**
   * Opens the graph, on an empty store if what is there is damaged.
   *
   * @param opening opens it on the data folder
   * @throws StoreException if it cannot be opened, or is damaged and has to be left to people
   */
  GraphEngine open(Supplier<GraphEngine> opening) {
    Optional<String> damage = folder.damage();
    if (damage.isPresent()) {
      if (!refills) {
        throw marked(damage.get());
      }
      setAside(damage.get());
    }
    GraphEngine engine;
    try {
      engine = opening.get();
    } catch (StoreException e) {
      if (e.problem() != Problem.CORRUPT || !refills) {
        throw e;
      }
      setAside(String.valueOf(e.getMessage()));
      engine = opening.get();
    }
    aside = folder.aside();
    replaced = refills ? folder.refilling().orElse(null) : null;
    return engine;
  }

  private StoreException marked(String why) {
    return new StoreException(
        Problem.CORRUPT,
        "the store in %s was found to be damaged (%s); set the folder aside and start with an empty one, or delete its file DAMAGED to open it as it is"
            .formatted(folder.path(), why));
  }

  private void setAside(String why) {
    Path to = folder.setAside(why, clock.instant());
    LOG.log(
        Level.ERROR,
        "The store is damaged and was set aside in {0}; an empty one is being filled from the other relays: {1}",
        to,
        why);
  }

  /** Looks after the store from now on. */
  void watch(Replication replication) {
    thread = Thread.ofVirtual().name("store-care").start(() -> turns(replication));
  }

  private void turns(Replication replication) {
    try {
      while (true) {
        turn(replication);
        Thread.sleep(TURN);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void turn(Replication replication) {
    try {
      Path old = replaced;
      if (old != null && replication.isFilledByOneThatServes()) {
        folder.refilled();
        replaced = null;
        LOG.log(Level.INFO, "The store has been filled again. What was damaged lies in {0}.", old);
      }
      if (!aside.isEmpty()) {
        aside = folder.aside();
      }
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "marks cannot be changed now: {0}", e.getMessage());
    }
  }

  /** Why clients should go elsewhere for now, or the empty text. */
  String trouble() {
    Path old = replaced;
    return old == null
        ? ""
        : "the store was damaged and lies in %s; a new one is being filled, and no relay that is ready has given all it has yet"
            .formatted(old);
  }

  /** What people should know, or the empty text. */
  String remark() {
    List<Path> old = aside;
    return old.isEmpty()
        ? ""
        : "a damaged store lies in %s; delete it when nothing of it is needed"
            .formatted(old.getLast());
  }

  /** How many damaged stores lie in the data folder. */
  int setAside() {
    return aside.size();
  }

  /** Whether the store is still being filled after an older one was set aside. */
  boolean isRefilling() {
    return replaced != null;
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package io.gunrelay.relay;

import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.replication.net.Replication;
import io.gunrelay.relay.store.Scrub;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreException.Problem;
import io.gunrelay.relay.store.StoreFolder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a damaged store is not served: it is set aside, and an empty one is filled from
 * the other relays, where there are any. One that is found while it is in use is marked, and the
 * relay gives way to the others and ends, so that its next start does that.
 *
 * <p>The whole store goes, since a version vector claims everything below it: what is missing from
 * a store that says it is there would never be sent again.
 */
final class StoreCare implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StoreCare.class.getName());
  private static final Duration TURN = Duration.ofMillis(250);

  private final StoreFolder folder;
  private final boolean refills;
  private final Duration scrubInterval;
  private final InstantSource clock;
  private final GivingWay givingWay;
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private volatile List<Path> aside = List.of();
  private volatile @Nullable Path replaced;
  private volatile @Nullable StoreException damage;
  private boolean troubled;
  private @Nullable Scrub scrub;
  private @Nullable Thread thread;

  StoreCare(RelayConfig config, InstantSource clock, GivingWay givingWay) {
    this.folder = new StoreFolder(config.dataDir());
    this.refills = config.replication().refills();
    this.scrubInterval = config.replication().scrubInterval();
    this.clock = clock;
    this.givingWay = givingWay;
  }

  /**
   * Opens the graph, on an empty store if what is there is damaged.
   *
   * @param opening opens it on the data folder
   * @throws StoreException if it cannot be opened, or is damaged and has to be left to people
   */
  GraphEngine open(Supplier<GraphEngine> opening) {
    Optional<String> mark = folder.damage();
    if (mark.isPresent()) {
      if (!refills) {
        throw marked(mark.get());
      }
      setAside(mark.get());
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

  /**
   * Looks after the store from now on.
   *
   * @param confirmed whether other relays have all changes of this one
   */
  void watch(GraphEngine engine, Replication replication, BooleanSupplier confirmed) {
    if (!scrubInterval.isZero()) {
      scrub = engine.scrub(Scrub.Pace.every(scrubInterval), clock);
    }
    thread =
        Thread.ofVirtual().name("store-care").start(() -> turns(engine, replication, confirmed));
  }

  private void turns(GraphEngine engine, Replication replication, BooleanSupplier confirmed) {
    try {
      while (true) {
        try {
          turn(replication);
          tell(engine.storeTrouble());
          engine.storeDamage().ifPresent(found -> met(found, replication, confirmed));
        } catch (StoreException e) {
          LOG.log(Level.WARNING, "The marks of the store cannot be changed: {0}", e.getMessage());
        }
        Thread.sleep(TURN);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void turn(Replication replication) {
    Path old = replaced;
    if (old != null && replication.isFilledByOneThatServes()) {
      folder.refilled();
      replaced = null;
      LOG.log(Level.INFO, "The store has been filled again. What was damaged lies in {0}.", old);
    }
    if (!aside.isEmpty()) {
      aside = folder.aside();
    }
  }

  /** Says once that nothing can be stored, and once that it can be again. */
  private void tell(Optional<StoreException> trouble) {
    if (trouble.isPresent() && !troubled) {
      LOG.log(
          Level.WARNING,
          "Nothing can be stored for now, and puts are refused: {0}",
          trouble.get().getMessage());
    } else if (trouble.isEmpty() && troubled) {
      LOG.log(Level.INFO, "The disk takes changes again.");
    }
    troubled = trouble.isPresent();
  }

  private void met(StoreException found, Replication replication, BooleanSupplier confirmed) {
    if (damage == null) {
      damage = found;
      LOG.log(
          Level.ERROR,
          refills
              ? "{0}. This relay gives way to another one that is ready, and sets the store aside when it is started again."
              : "{0}. What is damaged is answered with an error, the rest goes on.",
          found.getMessage());
    }
    if (refills
        && !ended.isDone()
        && givingWay.isDone(replication.anotherServes(), confirmed.getAsBoolean())) {
      folder.markDamaged(String.valueOf(found.getMessage()), clock.instant());
      ended.complete(ExitCode.STORE_DAMAGED);
    }
  }

  /** Completes when the process has to end. */
  CompletableFuture<ExitCode> ended() {
    return ended;
  }

  /** Why clients should go elsewhere for now, or the empty text. */
  String trouble() {
    if (givingWay.isOn()) {
      return "the store is damaged, and another relay is ready";
    }
    Path old = replaced;
    return old == null
        ? ""
        : "the store was damaged and lies in %s; a new one is being filled, and no relay that is ready has given all it has yet"
            .formatted(old);
  }

  /** What people should know, or the empty text. */
  String remark() {
    StoreException found = damage;
    if (found != null) {
      return String.valueOf(found.getMessage());
    }
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

  /** Whether the store that is in use is damaged. */
  boolean isDamaged() {
    return damage != null;
  }

  /** How much has been read again to find damage, in bytes. */
  long scrubbedBytes() {
    Scrub running = scrub;
    return running == null ? 0 : running.bytes();
  }

  /** When all had last been read and was well. */
  Instant scrubbed() {
    Scrub running = scrub;
    return running == null ? Instant.EPOCH : running.completed();
  }

  @Override
  public void close() {
    Scrub scrubbing = scrub;
    if (scrubbing != null) {
      scrubbing.close();
    }
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

package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.lead.Fence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to one cluster. It is checked again and again, by one thread at a time; what it yields
 * may be read by all. After an outage, and for a new kubeconfig, a new connection takes the place
 * of the former one as soon as it knows what there is; a watch may have died meanwhile without a
 * word.
 */
final class Link implements AutoCloseable {

  /** Time to list what there is. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration SECRET_REREAD = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofMillis(200);

  private final KubeConfigSecret secret;
  private final Fence fence;
  private final InstantSource clock;
  private final Duration interval;
  private final Consumer<HasMetadata> changed;
  private final Runnable turned;

  private @Nullable Connection next;
  private @Nullable Connection former;
  private @Nullable String kubeConfig;
  private Instant secretRead = Instant.MIN;
  private boolean doubted;

  private volatile Instant due = Instant.MIN;
  private volatile @Nullable Connection current;
  private volatile Availability availability = new Availability.Opening();

  /**
   * @param fence asked before each request
   * @param interval how often it is checked
   * @param changed called for each object there that changed
   * @param turned called when the cluster has become available, or is not any more
   */
  Link(
      KubeConfigSecret secret,
      Fence fence,
      InstantSource clock,
      Duration interval,
      Consumer<HasMetadata> changed,
      Runnable turned) {
    this.secret = secret;
    this.fence = fence;
    this.clock = clock;
    this.interval = interval;
    this.changed = changed;
    this.turned = turned;
  }

  Availability availability() {
    return availability;
  }

  /** The last one that was good; it may be so no more. */
  Optional<Connection> connection() {
    return Optional.ofNullable(current);
  }

  boolean isDue() {
    return !clock.instant().isBefore(due);
  }

  /** A request was not answered: the next check is due now. */
  void doubt() {
    due = Instant.MIN;
  }

  /** Checks once. May take as long as the requests' time-outs. */
  synchronized void check() {
    endFormer();
    try {
      var subject = subject(text());
      subject.probe();
      doubted = false;
      if (subject == next) {
        settle(subject);
      } else {
        open();
      }
    } catch (UnavailableException e) {
      if (availability instanceof Availability.Open && !doubted) {
        // Once is no outage.
        doubted = true;
        due = clock.instant().plus(SOON);
      } else {
        discardNext();
        // A new one takes its place; until then what was last seen is enough.
        connection().ifPresent(Connection::rest);
        become(new Availability.Closed(e.why()), interval);
      }
    }
  }

  private String text() throws UnavailableException {
    var known = kubeConfig;
    var isFresh = clock.instant().isBefore(secretRead.plus(SECRET_REREAD));
    if (known != null && isFresh && !(availability instanceof Availability.Closed)) {
      return known;
    }
    var text = secret.text();
    kubeConfig = text;
    secretRead = clock.instant();
    return text;
  }

  /** The connection to be checked: a new one where there is none that could be good. */
  private Connection subject(String text) throws UnavailableException {
    var present = current;
    if (present != null && present.isOf(text) && availability instanceof Availability.Open) {
      return present;
    }
    var coming = next;
    if (coming != null && coming.isOf(text)) {
      return coming;
    }
    discardNext();
    coming = Connection.open(secret, text, fence, clock, changed);
    next = coming;
    return coming;
  }

  private void settle(Connection coming) throws UnavailableException {
    var informers = coming.informers();
    if (informers != null && informers.haveSynced()) {
      // Not ended before the next check: a round may still be working with it.
      former = current;
      current = coming;
      next = null;
      open();
    } else if (clock.instant().isAfter(coming.since().plus(PATIENCE))) {
      throw new UnavailableException(
          "what is in its namespace "
              + secret.site().namespace()
              + " could not be listed: "
              + (informers == null
                  ? "no answer"
                  : informers
                      .failure()
                      .orElse("it takes longer than " + PATIENCE.toSeconds() + " s")));
    } else {
      due = clock.instant().plus(SOON);
    }
  }

  private void open() {
    become(
        availability instanceof Availability.Open open
            ? open
            : new Availability.Open(clock.instant()),
        interval);
  }

  private void become(Availability now, Duration pause) {
    due = clock.instant().plus(pause);
    if (!now.equals(availability)) {
      availability = now;
      turned.run();
    }
  }

  private void discardNext() {
    var coming = next;
    if (coming != null) {
      coming.close();
      next = null;
    }
  }

  private void endFormer() {
    var replaced = former;
    if (replaced != null) {
      replaced.close();
      former = null;
    }
  }

  @Override
  public synchronized void close() {
    endFormer();
    discardNext();
    var last = current;
    if (last != null) {
      last.close();
    }
  }
}

package io.gunrelay.relay.fence;

import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.FenceReport.State;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.replication.DistantConfirmations;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this relay may acknowledge puts by itself. It may while its region serves its clients, as
 * the region's lease says, and while the region is known to be heard: by an operator, or by most of
 * the other regions. So a region that others may take for lost has stopped promising anything
 * before another one takes over. Thread-safe.
 */
public final class Fence {
  private static final Logger LOG = System.getLogger(Fence.class.getName());

  private final String identity;
  private final DistantConfirmations distant;
  private final LongSupplier nanoTime;
  private final long startedNs;
  private final Outlook outlook = new Outlook();
  private volatile FenceSettings settings;
  private volatile View view;

  /**
   * How it stands, as far as it has been looked at.
   *
   * @param untilNs when it is cut off unless it is heard meanwhile
   * @param holder of the region's lease, if it is known
   */
  private record View(State state, long untilNs, Optional<String> holder) {}

  /**
   * Of a relay that nobody has heard yet.
   *
   * @param identity random, of this process alone
   * @param distant told whom puts have to wait for
   * @param nanoTime a monotonic clock
   */
  public Fence(
      FenceSettings settings,
      String identity,
      DistantConfirmations distant,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.identity = identity;
    this.distant = distant;
    this.nanoTime = nanoTime;
    startedNs = nanoTime.getAsLong();
    view = look();
  }

  /** Other settings are in force from now on. */
  public void take(FenceSettings others) {
    settings = others;
    turn();
  }

  /** Whether puts may be acknowledged without another region. */
  public boolean isOpen() {
    View now = view;
    return now.state() == State.OFF
        || (now.state() == State.OPEN && nanoTime.getAsLong() - now.untilNs() < 0);
  }

  /** How it stands now. */
  public State state() {
    return current().state();
  }

  /** Which other region serves the clients of a region, as its Lease says; empty if none does. */
  public synchronized Optional<String> servedBy(String region) {
    return outlook.holder(region).filter(holder -> !holder.equals(region));
  }

  /** Whether it is asked to fence itself at all. */
  public boolean isOn() {
    return settings.isOn();
  }

  /** Why puts are refused, for the client's eyes; empty if they are not. */
  public Optional<String> refusal() {
    return settings.policy() == FencePolicy.WRITES && current().state() == State.ISOLATED
        ? Optional.of(
            "this relay is cut off from the other regions and from whoever leads clients: it takes"
                + " no puts until it is heard again; dial another entry")
        : Optional.empty();
  }

  /**
   * Whoever leads clients asks.
   *
   * @param heard the mark of the last report of this relay that it has heard, or the empty text
   */
  public void asked(List<RegionLease> leases, String heard) {
    synchronized (this) {
      outlook.learn(leases);
      long nowNs = nanoTime.getAsLong();
      time(heard)
          .ifPresent(thenNs -> {
            if (nowNs - thenNs >= 0) {
              outlook.heardByOperator(thenNs);
            }
          });
    }
    turn();
  }

  /** Another relay says how it stands. */
  public void said(RelayReport relay) {
    synchronized (this) {
      outlook.said(relay, settings, nanoTime.getAsLong());
    }
    turn();
  }

  /** Looks how it stands now; to be called a few times a second, as time alone may close it. */
  public void turn() {
    View before;
    View now;
    synchronized (this) {
      before = view;
      now = look();
      view = now;
      if (now.state() == State.HELD || now.state() == State.ISOLATED) {
        distant.waitFor(now.holder().filter(settings::isOther));
      }
    }
    if (isOpen()) {
      distant.release();
    }
    if (before.state() != now.state() || !before.holder().equals(now.holder())) {
      LOG.log(
          now.state() == State.ISOLATED ? Level.WARNING : Level.INFO,
          "Fence {0}: {1}.",
          now.state().name().toLowerCase(Locale.ROOT),
          message(now));
    }
  }

  private View current() {
    View now = view;
    return now.state() == State.OPEN && nanoTime.getAsLong() - now.untilNs() >= 0
        ? new View(State.ISOLATED, now.untilNs(), now.holder())
        : now;
  }

  private View look() {
    FenceSettings by = settings;
    Optional<String> holder = outlook.holder(by.region());
    if (!by.isOn()) {
      return new View(State.OFF, 0, holder);
    }
    OptionalLong heard = outlook.heardNs(by);
    long untilNs = heard.orElse(startedNs) + by.after().toNanos();
    if (heard.isEmpty() || nanoTime.getAsLong() - untilNs >= 0) {
      return new View(State.ISOLATED, untilNs, holder);
    }
    return new View(
        holder.filter(by.region()::equals).isPresent() ? State.OPEN : State.HELD, untilNs, holder);
  }

  /** What it waits for as long as it has just started, or the empty text. */
  public String waitingFor() {
    FenceSettings by = settings;
    boolean isNew =
        nanoTime.getAsLong() - startedNs < 2 * by.after().toNanos()
            && current().state() != State.OFF;
    synchronized (this) {
      return isNew && outlook.heardNs(by).isEmpty()
          ? "waiting to be heard by an operator or by other regions"
          : "";
    }
  }

  /** What people should know of it, or the empty text. */
  public String remark() {
    View now = current();
    return now.state() == State.ISOLATED || now.state() == State.HELD ? message(now) : "";
  }

  private String message(View now) {
    FenceSettings by = settings;
    return switch (now.state()) {
      case OFF -> "puts are acknowledged by this relay alone";
      case OPEN -> "puts are acknowledged, as region %s serves its clients".formatted(by.region());
      case HELD ->
          now.holder()
              .map(holder ->
                  "puts are acknowledged once region %s has them, as it serves the clients of %s"
                      .formatted(holder, by.region()))
              .orElse(
                  "puts are acknowledged once another region has them, as nobody has said who"
                      + " serves clients");
      case ISOLATED ->
          by.policy() == FencePolicy.WRITES
              ? "puts are refused, as neither an operator nor most other regions hear this one"
              : "puts are acknowledged once another region has them, as neither an operator nor"
                  + " most other regions hear this one";
    };
  }

  /** How it stands; another mark each time. */
  public FenceReport report() {
    View now = current();
    long nowNs = nanoTime.getAsLong();
    synchronized (this) {
      OptionalLong operator = outlook.heardByOperatorNs();
      return new FenceReport(
          now.state(),
          message(now),
          identity + "-" + nowNs,
          operator.isPresent()
              ? (Long) TimeUnit.NANOSECONDS.toMillis(nowNs - operator.getAsLong())
              : null,
          outlook.leases());
    }
  }

  /** When the report of a mark was made, if it was one of this process. */
  private OptionalLong time(String mark) {
    String start = identity + "-";
    try {
      return mark.startsWith(start)
          ? OptionalLong.of(Long.parseLong(mark.substring(start.length())))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}

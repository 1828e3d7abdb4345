package io.gunrelay.relay.drain;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One hand-over, as it goes. Belongs to one thread, which tells it the time.
 *
 * <p>gun.js dials what it is told to exactly once. So nobody is refused while a drain goes on: who
 * is led back here is taken in again, and shows that the URL does not lead elsewhere yet; the drain
 * then holds its breath before it tells the next. And where no other relay serves, as when a whole
 * fleet stops, nobody is sent there: who is dismissed has two seconds more before it dials.
 */
final class Drain {
  /** How long one that was told has to leave. */
  static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

  /** How long nobody is told after one came back, and for how long that one is left alone. */
  static final long HOLD_NS = TimeUnit.SECONDS.toNanos(1);

  /** Told at once at most, in seconds' worth of the rate, whatever kept the thread. */
  private static final double BURST_SECONDS = 0.1;

  private record Newcomer(Guest guest, long dueNs) {}

  private final Terms terms;
  private final Supplier<String> tokens;
  private final String mark;
  private final BooleanSupplier othersServe;
  private final long wanted;
  private final Deque<Guest> waiting;
  private final Deque<Newcomer> newcomers = new ArrayDeque<>();
  private final Map<Guest, Long> told = new LinkedHashMap<>();
  private double allowance = 1;
  private long turnedNs;
  private long heldUntilNs;
  private long toldTotal;
  private long moved;
  private long returned;
  private long stayed;

  /**
   * @param here who is here, in the order in which they are told
   * @param mark begins the tokens of this drain and of no other
   * @param tokens the rest of each
   * @param othersServe whether another relay takes clients, at their own host
   * @param holdNs for how long nobody is told anything at first
   */
  Drain(
      Terms terms,
      Collection<? extends Guest> here,
      String mark,
      Supplier<String> tokens,
      BooleanSupplier othersServe,
      long holdNs,
      long nowNs) {
    this.terms = terms;
    this.tokens = tokens;
    this.mark = mark;
    this.othersServe = othersServe;
    waiting = new ArrayDeque<>(here.stream().filter(terms::areFor).toList());
    wanted = terms.wanted(waiting.size());
    turnedNs = nowNs;
    heldUntilNs = nowNs + holdNs;
  }

  /** Somebody came. */
  void arrived(Guest guest, long nowNs) {
    if (FreshUrl.token(guest.entry()).startsWith(mark)) {
      returned++;
      heldUntilNs = nowNs + HOLD_NS;
    }
    if (terms.isWhole()) {
      newcomers.addLast(new Newcomer(guest, nowNs + HOLD_NS));
    }
  }

  /** Does what is due. */
  void turn(long nowNs) {
    noticeWhoLeft(nowNs);
    double earned = (double) (nowNs - turnedNs) / TimeUnit.SECONDS.toNanos(1) * terms.rate();
    allowance = Math.min(allowance + earned, Math.max(1, terms.rate() * BURST_SECONDS));
    turnedNs = nowNs;
    Newcomer first = newcomers.peekFirst();
    while (first != null && first.dueNs() - nowNs <= 0) {
      waiting.addLast(newcomers.removeFirst().guest());
      first = newcomers.peekFirst();
    }
    while (allowance >= 1 && heldUntilNs - nowNs <= 0 && !waiting.isEmpty() && wantsMore()) {
      tell(waiting.removeFirst(), nowNs);
    }
  }

  private boolean wantsMore() {
    return terms.isWhole() || moved + told.size() < wanted;
  }

  private void tell(Guest guest, long nowNs) {
    if (guest.hasLeft()) {
      return;
    }
    List<String> to = destinations(guest.entry());
    if (to.isEmpty()) {
      keep(guest);
      return;
    }
    allowance--;
    toldTotal++;
    told.put(guest, nowNs);
    guest.handOver(
        to.stream()
            .map(url -> HomeUrl.remember(url, guest.entry()))
            .map(url -> FreshUrl.of(url, mark + tokens.get()))
            .toList());
  }

  /** Where a client that came by this URL can go; empty if nowhere, or if that is not known. */
  private List<String> destinations(String entry) {
    List<String> urls = terms.urls().isEmpty() ? List.of(own(entry)) : terms.urls();
    boolean anywhere = !terms.last() || othersServe.getAsBoolean();
    return urls.stream()
        .map(url -> OwnEntry.asDialled(url, entry))
        .filter(url -> !url.isEmpty() && (anywhere || !OwnEntry.isSameHost(url, entry)))
        .toList();
  }

  /** Who is chosen by where it belongs goes there; others stay with the host that they are at. */
  private String own(String entry) {
    return terms.entry().isEmpty() ? entry : HomeUrl.of(entry);
  }

  private void noticeWhoLeft(long nowNs) {
    Iterator<Map.Entry<Guest, Long>> all = told.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Guest, Long> one = all.next();
      if (one.getKey().hasLeft()) {
        moved++;
        all.remove();
      } else if (nowNs - one.getValue() > PATIENCE_NS) {
        all.remove();
        keep(one.getKey());
      }
    }
  }

  private void keep(Guest guest) {
    stayed++;
    if (terms.last()) {
      guest.dismiss();
    }
  }

  /** Whether as many left as were to, or nobody is left who would. */
  boolean isDone() {
    return told.isEmpty() && (!wantsMore() || (waiting.isEmpty() && newcomers.isEmpty()));
  }

  Terms terms() {
    return terms;
  }

  long wanted() {
    return wanted;
  }

  long told() {
    return toldTotal;
  }

  long moved() {
    return moved;
  }

  long returned() {
    return returned;
  }

  long stayed() {
    return stayed;
  }
}

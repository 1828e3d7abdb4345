package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Origin;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which relays a relay takes from: all of its own region, a few of each other one, and
 * whoever asks for it. Every relay has an order of preference of its own for the relays of another
 * region (rendezvous hashing of its origin and their addresses), so that choices are spread and few
 * of them change when relays come and go. It chooses the first that can be reached, as many as it
 * may; one that is reached but gives no good link stays chosen and is not counted.
 *
 * <p>Holds no state: what it decides depends on what is known of the candidates only.
 */
public final class RegionLinks {
  /** What is known of whether a relay can be reached. */
  public enum Reach {
    /** It has not been dialled to an end yet, so nothing is known. */
    UNTRIED,
    /** It answered when it was dialled last, and there is no link. */
    STANDBY,
    /** There is a link from which this relay takes. */
    LINKED,
    /** It did not answer, or the link broke. */
    FAILED
  }

  /**
   * Another relay.
   *
   * @param address what it is called here; the candidates' are different
   * @param region null as long as it has not said so
   * @param origin its process, null as long as it has not said so
   * @param asks whether it takes from this relay by its own choice
   * @param poor whether the link has long been there and is no good: the other one does not take
   *     from this relay, or says that it is not well itself
   * @param settled whether the link has been there for long enough to rely on it
   */
  public record Candidate(
      String address,
      @Nullable String region,
      @Nullable Origin origin,
      Reach reach,
      boolean asks,
      boolean poor,
      boolean settled) {}

  /**
   * Addresses, by what becomes of them.
   *
   * @param chosen to be linked with, as this relay wants it
   * @param asked to be linked with as well, as the other one wants it
   * @param surplus links that may end: there are others that have settled
   */
  public record Decision(Set<String> chosen, Set<String> asked, Set<String> surplus) {
    /** Whether there should be a link. */
    public boolean wants(String address) {
      return chosen.contains(address) || asked.contains(address);
    }
  }

  private final Origin own;
  private final String ownRegion;
  private final int each;

  /**
   * For one relay.
   *
   * @param own its process
   * @param each how many of each other region it chooses; 0 is all
   */
  public RegionLinks(Origin own, String ownRegion, int each) {
    this.own = own;
    this.ownRegion = ownRegion;
    this.each = each;
  }

  /** Decides about all of them. */
  public Decision decide(Collection<Candidate> candidates) {
    List<Candidate> preferred =
        candidates.stream()
            .sorted(
                Comparator.comparingLong(this::preference)
                    .reversed()
                    .thenComparing(Candidate::address))
            .toList();
    Set<Origin> linked = new HashSet<>();
    for (Candidate candidate : preferred) {
      if (candidate.origin() != null && candidate.reach() == Reach.LINKED) {
        linked.add(candidate.origin());
      }
    }
    Set<String> regions = new TreeSet<>();
    Set<String> chosen = new HashSet<>();
    Set<String> asked = new HashSet<>();
    for (Candidate candidate : preferred) {
      String region = candidate.region();
      if (region == null || region.equals(ownRegion) || each == 0) {
        chosen.add(candidate.address());
      } else {
        regions.add(region);
        if (candidate.asks() && !isAlias(candidate, linked)) {
          asked.add(candidate.address());
        }
      }
    }
    Map<String, Boolean> settled = new HashMap<>();
    for (String region : regions) {
      settled.put(region, choose(region, preferred, linked, chosen));
    }
    asked.removeAll(chosen);
    Set<String> surplus = new HashSet<>();
    for (Candidate candidate : preferred) {
      String address = candidate.address();
      if (candidate.reach() == Reach.LINKED
          && !chosen.contains(address)
          && !asked.contains(address)
          && settled.getOrDefault(candidate.region(), false)) {
        surplus.add(address);
      }
    }
    return new Decision(chosen, asked, surplus);
  }

  /** Returns whether as many as it may be have settled. */
  private boolean choose(
      String region, List<Candidate> preferred, Set<Origin> linked, Set<String> chosen) {
    int counted = 0;
    int settled = 0;
    Set<Origin> met = new HashSet<>();
    for (Candidate candidate : preferred) {
      if (counted == each) {
        break;
      }
      boolean mayBe = candidate.region() == null && candidate.reach() == Reach.UNTRIED;
      if (!mayBe && !region.equals(candidate.region())) {
        continue;
      }
      Origin origin = candidate.origin();
      if (candidate.reach() == Reach.FAILED
          || isAlias(candidate, linked)
          || (origin != null && !met.add(origin))) {
        continue;
      }
      chosen.add(candidate.address());
      if (!candidate.poor()) {
        counted++;
        settled += candidate.settled() ? 1 : 0;
      }
    }
    return settled == each;
  }

  /** Whether it is linked by another address. */
  private static boolean isAlias(Candidate candidate, Set<Origin> linked) {
    return candidate.reach() != Reach.LINKED
        && candidate.origin() != null
        && linked.contains(candidate.origin());
  }

  private long preference(Candidate candidate) {
    long hash = own.high() ^ Long.rotateLeft(own.low(), 32);
    for (int i = 0; i < candidate.address().length(); i++) {
      hash = mixed(hash ^ candidate.address().charAt(i));
    }
    return hash;
  }

  /** SplitMix64's finalizer. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

package io.gunrelay.relay.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.replication.RegionLinks.Candidate;
import io.gunrelay.relay.replication.RegionLinks.Decision;
import io.gunrelay.relay.replication.RegionLinks.Reach;
import io.gunrelay.relay.store.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegionLinksTest {
  private static final Origin OWN = new Origin(1, 2);
  private final RegionLinks two = new RegionLinks(OWN, "west", 2);

  @Test
  void allOfTheOwnRegionAreChosenAndTwoOfEachOther() {
    List<Candidate> all = new ArrayList<>();
    for (String region : List.of("west", "east", "north")) {
      for (int i = 0; i < 5; i++) {
        all.add(candidate(region + i, region, Reach.STANDBY));
      }
    }
    Set<String> chosen = two.decide(all).chosen();
    assertThat(chosen).hasSize(5 + 2 + 2);
    assertThat(chosen).contains("west0", "west1", "west2", "west3", "west4");
    assertThat(chosen.stream().filter(address -> address.startsWith("east"))).hasSize(2);
  }

  @Test
  void zeroIsAll() {
    assertThat(new RegionLinks(OWN, "west", 0).decide(east(9)).chosen()).hasSize(9);
  }

  @Test
  void whoIsNotKnownIsDialledToLearnWhoItIs() {
    List<Candidate> all = east(4);
    all.add(new Candidate("unknown", null, null, Reach.FAILED, false, false, false));
    assertThat(two.decide(all).wants("unknown")).isTrue();
  }

  @Test
  void choicesAreSpread() {
    Random random = new Random(3);
    Map<String, Integer> chosenBy = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      RegionLinks links = new RegionLinks(Origin.random(random), "west", 2);
      links.decide(east(10)).chosen().forEach(chosen -> chosenBy.merge(chosen, 1, Integer::sum));
    }
    assertThat(chosenBy).hasSize(10);
    assertThat(chosenBy.values()).allMatch(times -> times > 30 && times < 90);
  }

  @Test
  void anotherOneTakesThePlaceOfOneThatIsLost() {
    List<Candidate> all = linked(east(4), two.decide(east(4)).chosen());
    String lost = two.decide(all).chosen().iterator().next();
    Set<String> before = two.decide(all).chosen();
    List<Candidate> after = with(all, lost, Reach.FAILED, false);
    assertThat(two.decide(after).chosen()).hasSize(2).doesNotContain(lost);
    assertThat(two.decide(after).chosen()).containsAnyElementsOf(before);
  }

  @Test
  void theSubstituteEndsOnlyOnceTheBetterOneHasSettled() {
    Set<String> best = two.decide(east(4)).chosen();
    String lost = best.iterator().next();
    List<Candidate> without = with(linked(east(4), best), lost, Reach.FAILED, false);
    Set<String> substitutes = two.decide(without).chosen();
    List<Candidate> back = with(linked(without, substitutes), lost, Reach.LINKED, false);
    assertThat(two.decide(back).chosen()).isEqualTo(best);
    assertThat(two.decide(back).surplus()).isEmpty();
    List<Candidate> settled = with(back, lost, Reach.LINKED, true);
    Set<String> substitute = new HashSet<>(substitutes);
    substitute.removeAll(best);
    assertThat(two.decide(settled).surplus()).isEqualTo(substitute);
  }

  @Test
  void whoAsksIsLinkedWithAndIsNoSurplus() {
    List<Candidate> all = linked(east(6), Set.of("east0", "east1", "east2", "east3", "east4"));
    all.replaceAll(
        of -> new Candidate(of.address(), of.region(), of.origin(), of.reach(), true, false, true));
    Decision decision = two.decide(all);
    assertThat(decision.chosen()).hasSize(2);
    assertThat(decision.asked()).hasSize(4);
    assertThat(decision.surplus()).isEmpty();
  }

  @Test
  void aPoorLinkIsKeptAndNotCounted() {
    Set<String> best = two.decide(east(4)).chosen();
    String poor = best.iterator().next();
    List<Candidate> all = linked(east(4), best);
    all.replaceAll(of ->
        of.address().equals(poor)
            ? new Candidate(poor, "east", of.origin(), Reach.LINKED, false, true, false)
            : of);
    assertThat(two.decide(all).chosen()).hasSize(3).containsAll(best);
  }

  @Test
  void oneProcessAtTwoAddressesIsChosenOnce() {
    RegionLinks three = new RegionLinks(OWN, "west", 3);
    Origin same = new Origin(7, 7);
    List<Candidate> all = new ArrayList<>();
    for (String address : List.of("a", "b")) {
      all.add(new Candidate(address, "east", same, Reach.STANDBY, true, false, false));
    }
    all.add(candidate("c", "east", Reach.STANDBY));
    assertThat(three.decide(all).chosen()).hasSize(2).contains("c");
    List<Candidate> linked = with(all, "a", Reach.LINKED, true);
    assertThat(three.decide(linked).wants("a")).isTrue();
    assertThat(three.decide(linked).wants("b")).isFalse();
  }

  /** What happens may be anything: as many are linked as can be, and in the end no more. */
  @Property(tries = 300)
  void whateverHappensEachRegionIsLinkedWithAndAtRestByNoMoreThanItMayBe(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
    Random random = new Random(seed);
    List<Candidate> all = east(size);
    for (int step = 0; step < 60; step++) {
      Candidate any = all.get(random.nextInt(size));
      all =
          switch (random.nextInt(3)) {
            case 0 -> with(all, any.address(), Reach.FAILED, false);
            case 1 -> with(all, any.address(), Reach.STANDBY, false);
            default -> settled(linked(all, two.decide(all).chosen()));
          };
      Decision decision = two.decide(all);
      long reachable = all.stream().filter(of -> of.reach() != Reach.FAILED).count();
      assertThat(decision.chosen()).hasSize((int) Math.min(2, reachable));
      assertThat(decision.surplus()).noneMatch(decision.chosen()::contains);
      List<Candidate> rest = all;
      decision
          .surplus()
          .forEach(surplus -> {
            assertThat(rest).anyMatch(of -> of.address().equals(surplus));
          });
      for (String surplus : decision.surplus()) {
        all = with(all, surplus, Reach.STANDBY, false);
      }
    }
    all = settled(linked(all, two.decide(all).chosen()));
    for (String surplus : two.decide(all).surplus()) {
      all = with(all, surplus, Reach.STANDBY, false);
    }
    assertThat(all.stream().filter(of -> of.reach() == Reach.LINKED)).hasSizeLessThanOrEqualTo(2);
  }

  private static List<Candidate> east(int count) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(candidate("east" + i, "east", Reach.STANDBY));
    }
    return all;
  }

  private static Candidate candidate(String address, String region, Reach reach) {
    return new Candidate(
        address, region, new Origin(9, address.hashCode()), reach, false, false, false);
  }

  private static List<Candidate> linked(List<Candidate> all, Set<String> which) {
    List<Candidate> linked = new ArrayList<>(all);
    for (String address : which) {
      linked = with(linked, address, Reach.LINKED, true);
    }
    return linked;
  }

  private static List<Candidate> settled(List<Candidate> all) {
    List<Candidate> settled = new ArrayList<>(all);
    for (Candidate of : all) {
      if (of.reach() == Reach.LINKED) {
        settled = with(settled, of.address(), Reach.LINKED, true);
      }
    }
    return settled;
  }

  private static List<Candidate> with(
      List<Candidate> all, String address, Reach reach, boolean settled) {
    List<Candidate> changed = new ArrayList<>(all);
    changed.replaceAll(of ->
        of.address().equals(address)
            ? new Candidate(address, of.region(), of.origin(), reach, of.asks(), of.poor(), settled)
            : of);
    return changed;
  }
}

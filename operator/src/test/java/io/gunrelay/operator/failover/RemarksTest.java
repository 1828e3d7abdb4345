package io.gunrelay.operator.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemarksTest {
  private static final Doubt SLOW = new Doubt("west", Impairment.SLOW);

  private final WorldModel world = new WorldModel("west", "east");
  private Spells spells = Spells.NONE;
  private Map<String, List<Remark>> said = Map.of();
  private final List<Map<String, List<Remark>>> changes = new ArrayList<>();

  @Test
  void whatDoesNotLastIsNotSaid() {
    look(Set.of(SLOW));
    pass(WorldModel.CONFIRM.minusSeconds(1), Set.of(SLOW));
    pass(Duration.ofMinutes(2), Set.of());

    assertThat(changes).isEmpty();
  }

  @Test
  void whatComesAndGoesFasterThanThatIsNotSaid() {
    for (int i = 0; i < 60; i++) {
      pass(WorldModel.CONFIRM.minusSeconds(1), Set.of(SLOW));
      pass(Duration.ofSeconds(1), Set.of());
    }

    assertThat(changes).isEmpty();
  }

  @Test
  void whatLastsIsSaidOnceWithItsBeginning() {
    look(Set.of(SLOW));
    var since = world.now();
    pass(Duration.ofMinutes(2), Set.of(SLOW));

    assertThat(changes)
        .containsExactly(Map.of("west", List.of(new Remark(Impairment.SLOW, since))));
  }

  @Test
  void itIsLookedAtAgainWhenItWillHaveLasted() {
    var due = world.now().plus(WorldModel.CONFIRM);

    assertThat(look(Set.of(SLOW)).again()).contains(due);
  }

  @Test
  void whatComesAndGoesAndLastsIsWrittenTwice() {
    for (int i = 0; i < 6; i++) {
      pass(Duration.ofSeconds(5), Set.of(SLOW));
      pass(Duration.ofSeconds(5), Set.of());
    }
    pass(Spells.BREAK.plusSeconds(1), Set.of());

    assertThat(changes).hasSize(2);
    assertThat(changes.getLast()).isEmpty();
  }

  @Test
  void anotherOperatorThatStillSeesItLeavesItAsItIs() {
    pass(Duration.ofMinutes(1), Set.of(SLOW));
    spells = Spells.NONE;
    pass(Duration.ofMinutes(1), Set.of(SLOW));

    assertThat(changes).hasSize(1);
  }

  @Test
  void anotherOperatorThatDoesNotSeeItTakesItBack() {
    pass(Duration.ofMinutes(1), Set.of(SLOW));
    spells = Spells.NONE;
    look(Set.of());

    assertThat(changes.getLast()).isEmpty();
  }

  @Test
  void theGravestIsSaidFirst() {
    var full = new Doubt("west", Impairment.OUT_OF_DISK);
    pass(Duration.ofMinutes(1), Set.of(SLOW, full));

    assertThat(said.get("west"))
        .extracting(Remark::what)
        .containsExactly(Impairment.OUT_OF_DISK, Impairment.SLOW);
  }

  @Test
  void aRegionThatIsLostSightOfMoreThanFiveTimesFlapsUntilItHasBeenCalmForTenMinutes() {
    var lost = new Doubt("west", Impairment.FLAPPING);
    for (int i = 0; i < Remarks.FLAPS; i++) {
      pass(Duration.ofSeconds(2), Set.of(lost));
      pass(Duration.ofSeconds(2), Set.of());
    }
    assertThat(changes).isEmpty();

    pass(Duration.ofSeconds(2), Set.of(lost));
    assertThat(said.get("west")).extracting(Remark::what).containsExactly(Impairment.FLAPPING);

    pass(Spells.REMEMBERED, Set.of());
    assertThat(changes).hasSize(2);
    assertThat(said).isEmpty();
  }

  @Test
  void aRegionThatStaysAwayDoesNotFlap() {
    pass(Duration.ofHours(1), Set.of(new Doubt("west", Impairment.FLAPPING)));

    assertThat(changes).isEmpty();
  }

  @Test
  void votesThatMoveNobodyAreNamed() {
    world.cutFromOperator("west");
    assertThat(world.doubts()).contains(new Doubt("west", Impairment.CUT_FROM_OPERATOR));

    var split = new WorldModel("west", "east");
    split.cut("west", "east");
    assertThat(split.doubts())
        .contains(
            new Doubt("west", Impairment.CUT_FROM_REGIONS),
            new Doubt("east", Impairment.CUT_FROM_REGIONS));
  }

  @Test
  void aRegionThatIsUpIsNotInDoubtAndOneThatIsDownHasAPhaseForIt() {
    assertThat(world.doubts()).isEmpty();

    world.crash("west");
    assertThat(world.doubts())
        .filteredOn(doubt -> doubt.region().equals("west"))
        .containsExactly(new Doubt("west", Impairment.FLAPPING));
  }

  @Test
  void anOperatorThatHearsNobodyDoesNotSayThatRegionsFlap() {
    world.cutFromOperator("west");
    world.cutFromOperator("east");

    assertThat(world.doubts()).extracting(Doubt::what).containsOnly(Impairment.NOT_JUDGED);
  }

  private void pass(Duration time, Set<Doubt> doubts) {
    for (Instant until = world.now().plus(time); world.now().isBefore(until); ) {
      world.round();
      look(doubts);
    }
  }

  /** One round, of which another one may be the first to know what was said before. */
  private Ruling look(Set<Doubt> doubts) {
    var sight = world.sight();
    spells = spells.note(doubts, sight.now());
    var ruling = Remarks.add(Failovers.next(world.course(), sight), said, spells, sight);
    if (!ruling.remarks().equals(said)) {
      changes.add(ruling.remarks());
      said = ruling.remarks();
    }
    return ruling;
  }
}

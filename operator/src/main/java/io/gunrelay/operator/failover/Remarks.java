package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Spells.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what is said of regions beside their phases: what has lasted for as long as a region has
 * to be down, until it has not been seen for a while. So each is written twice, however often it
 * comes and goes meanwhile, and an operator that has seen nothing yet leaves what another one said.
 */
public final class Remarks {
  /** A region is lost sight of so often within ten minutes without being said to flap. */
  static final int FLAPS = 5;

  private final Map<String, List<Remark>> said;
  private final Spells spells;
  private final Duration confirmAfter;
  private final Instant now;

  private Remarks(
      Map<String, List<Remark>> said, Spells spells, Duration confirmAfter, Instant now) {
    this.said = said;
    this.spells = spells;
    this.confirmAfter = confirmAfter;
    this.now = now;
  }

  /**
   * What is decided with what is said of its regions.
   *
   * @param said before, by region
   * @param spells with what is seen now
   */
  public static Ruling add(Ruling ruling, Map<String, List<Remark>> said, Spells spells, Sight at) {
    return new Remarks(said, spells, at.policy().confirmAfter(), at.now()).add(ruling);
  }

  private Ruling add(Ruling ruling) {
    var all = new LinkedHashMap<String, List<Remark>>();
    for (var region : ruling.course().stands().keySet()) {
      var remarks = of(region);
      if (!remarks.isEmpty()) {
        all.put(region, remarks);
      }
    }
    return ruling.remarking(
        all, Stream.concat(ruling.again().stream(), again()).min(Instant::compareTo));
  }

  private List<Remark> of(String region) {
    var remarks = new ArrayList<Remark>();
    for (var what : Impairment.values()) {
      of(new Doubt(region, what)).ifPresent(remarks::add);
    }
    return remarks;
  }

  private Optional<Remark> of(Doubt doubt) {
    var before =
        said.getOrDefault(doubt.region(), List.of()).stream()
            .filter(remark -> remark.what() == doubt.what())
            .findFirst();
    if (doubt.what() == Impairment.FLAPPING) {
      return spells.times(doubt, now) > FLAPS
          ? before.or(() -> Optional.of(new Remark(doubt.what(), now)))
          : before.filter(remark -> remark.since().plus(Spells.REMEMBERED).isAfter(now));
    }
    return spells
        .present(doubt, now)
        .flatMap(spell ->
            before.or(() ->
                isLasting(spell)
                    ? Optional.of(new Remark(doubt.what(), spell.since()))
                    : Optional.empty()));
  }

  private boolean isLasting(Spell spell) {
    return spell.ended().isEmpty() && !spell.since().plus(confirmAfter).isAfter(now);
  }

  /** When something will have lasted, will be over for long enough, or flaps no more. */
  private Stream<Instant> again() {
    var dues =
        spells.all().values().stream()
            .flatMap(spell ->
                Stream.concat(
                    Stream.of(spell.since().plus(confirmAfter)),
                    spell.ended().map(ended -> ended.plus(Spells.BREAK)).stream()));
    var calm =
        said.values().stream()
            .flatMap(List::stream)
            .filter(remark -> remark.what() == Impairment.FLAPPING)
            .flatMap(remark ->
                Stream.concat(
                    Stream.of(remark.since().plus(Spells.REMEMBERED)),
                    spells.all().entrySet().stream()
                        .filter(entry -> entry.getKey().what() == Impairment.FLAPPING)
                        .flatMap(entry -> entry.getValue().beginnings().stream())
                        .map(beginning -> beginning.plus(Spells.REMEMBERED))));
    return Stream.concat(dues, calm).filter(due -> due.isAfter(now));
  }
}

package io.gunrelay.operator.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How long doubts have lasted, and how often they began of late. A value: noting makes another. */
public record Spells(Map<Doubt, Spell> all) {
  /** What has been seen within it is not over yet, so that what comes and goes is told once. */
  static final Duration BREAK = Duration.ofSeconds(30);

  /** For so long it is remembered when a doubt began. */
  static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** So many beginnings are remembered; more say nothing more. */
  private static final int MOST = 32;

  /** Of whoever has seen nothing yet. */
  public static final Spells NONE = new Spells(Map.of());

  public Spells {
    all = Map.copyOf(all);
  }

  /**
   * One doubt.
   *
   * @param since when it was seen for the first time without a break
   * @param ended when it was no longer seen; empty as long as it is
   * @param beginnings of late
   */
  public record Spell(Instant since, Optional<Instant> ended, List<Instant> beginnings) {

    public Spell {
      beginnings = List.copyOf(beginnings);
    }

    private boolean isPresent(Instant now) {
      return ended.isEmpty() || ended.get().plus(BREAK).isAfter(now);
    }

    private Spell seen(Instant now) {
      return ended.isEmpty()
          ? recalled(now)
          : new Spell(now, Optional.empty(), Stream.concat(recent(now), Stream.of(now)).toList());
    }

    private Spell unseen(Instant now) {
      return new Spell(since, ended.or(() -> Optional.of(now)), recent(now).toList());
    }

    private Spell recalled(Instant now) {
      return new Spell(since, ended, recent(now).toList());
    }

    private Stream<Instant> recent(Instant now) {
      return beginnings.stream()
          .skip(Math.max(0, beginnings.size() - MOST))
          .filter(beginning -> beginning.plus(REMEMBERED).isAfter(now));
    }
  }

  /** With what is seen now. */
  public Spells note(Set<Doubt> seen, Instant now) {
    var next = new LinkedHashMap<Doubt, Spell>();
    all.forEach((doubt, spell) -> {
      var later = seen.contains(doubt) ? spell.seen(now) : spell.unseen(now);
      if (later.isPresent(now) || !later.beginnings().isEmpty()) {
        next.put(doubt, later);
      }
    });
    seen.forEach(doubt ->
        next.computeIfAbsent(doubt, any -> new Spell(now, Optional.empty(), List.of(now))));
    return new Spells(next);
  }

  /** The doubt, unless it is over. */
  Optional<Spell> present(Doubt doubt, Instant now) {
    return Optional.ofNullable(all.get(doubt)).filter(spell -> spell.isPresent(now));
  }

  /** How often it began within the last ten minutes. */
  int times(Doubt doubt, Instant now) {
    var spell = all.get(doubt);
    return spell == null ? 0 : (int) spell.recent(now).count();
  }
}

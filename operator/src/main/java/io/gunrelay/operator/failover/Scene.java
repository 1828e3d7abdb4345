package io.gunrelay.operator.failover;

import static java.util.stream.Collectors.joining;

import io.gunrelay.operator.failover.Policy.Mode;
import io.gunrelay.operator.failover.Policy.Strategy;
import io.gunrelay.operator.failover.Sight.RegionSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A region, what is remembered and seen of it, and of the others. */
record Scene(Course course, Sight sight, RegionSight region, Stand stand, Diagnosis diagnosis) {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Relays that start again are back by then; meanwhile their region's host leads to others. */
  static final Duration RESTART = Duration.ofSeconds(30);

  static Scene of(Course course, Sight sight, RegionSight region) {
    return new Scene(course, sight, region, course.stand(region.name()), Diagnosis.of(region));
  }

  Instant now() {
    return sight.now();
  }

  Policy policy() {
    return sight.policy();
  }

  String name() {
    return region.name();
  }

  /** When it will have been down for long enough. */
  Instant confirmation(Instant missed) {
    return missed.plus(
        diagnosis.isMaybeARestart() ? longer(policy().confirmAfter()) : policy().confirmAfter());
  }

  private static Duration longer(Duration confirmAfter) {
    return confirmAfter.compareTo(RESTART) < 0 ? RESTART : confirmAfter;
  }

  boolean isSound() {
    return diagnosis == Diagnosis.SOUND;
  }

  /**
   * Whether it may get its clients back. Where an observer can use its entry and another one
   * cannot, it may be the other's fault for good.
   */
  boolean isUsable() {
    return isSound()
        || (diagnosis == Diagnosis.ENTRY_DOUBTFUL && (region.served() > 0 || isWishedBack()));
  }

  /** What is the matter with it; follows its name. */
  String words() {
    return diagnosis.isOfEntry() && !region.entry().isEmpty()
        ? diagnosis.words() + ": " + region.entry()
        : diagnosis.words();
  }

  Step enter(Phase phase, String why) {
    return Step.to(stand.enter(phase, now()), why);
  }

  Step stay(String why) {
    return Step.to(stand, why);
  }

  /** It serves its clients itself from now on. */
  Step home() {
    return Step.to(Stand.healthy(now()), "");
  }

  /** Whether it has clients: where one region serves all of them, only that one has. */
  boolean isServing() {
    return policy().strategy() == Strategy.ACTIVE_ACTIVE
        || course.active().filter(name()::equals).isPresent();
  }

  /** Which other region shall serve its clients: the first that can, in the order of preference. */
  Optional<String> refuge() {
    return refuges().findFirst();
  }

  /** The region of that name, if it can. */
  Optional<String> refuge(String named) {
    return refuges().filter(named::equals).findFirst();
  }

  /**
   * Those that serve, and then those that could again, though others serve their clients now. Where
   * all of them are full, that is still better than none for some.
   */
  private Stream<String> refuges() {
    var able =
        Stream.concat(
                others().filter(other -> other.stand().phase() == Phase.HEALTHY),
                others()
                    .filter(other -> other.stand().phase().isServedByOther())
                    .filter(other -> other.region().caughtUp()))
            .filter(Scene::isUp)
            .toList();
    boolean anyFit = able.stream().anyMatch(Scene::isFit);
    return able.stream()
        .filter(other -> anyFit ? other.isFit() : isBetterThanNone(other))
        .sorted(Comparator.comparing(Scene::isOverloaded).thenComparing(other -> !other.isSound()))
        .map(Scene::name);
  }

  /** Clients of others come by entries of theirs, and not by its own. */
  private boolean isUp() {
    return isSound() || diagnosis == Diagnosis.ENTRY_DOUBTFUL;
  }

  private boolean isFit() {
    return region.unfit().isEmpty();
  }

  private boolean isOverloaded() {
    return region.unfit().filter(Impairment.OVERLOADED::equals).isPresent();
  }

  /**
   * Whether its clients are better off there than where nobody can serve them. Of relays of which
   * one has no space the others take clients. Where all have as many as they may, only those are
   * refused who come: that is no worse than a region that is gone, but it is worse for whoever is
   * still connected to relays that answer.
   */
  private boolean isBetterThanNone(Scene other) {
    return diagnosis == Diagnosis.LOST || !other.isOverloaded();
  }

  /** What is to be said of a region that is taken for want of a better one; empty of others. */
  String reservation(String refuge) {
    return sight
        .region(refuge)
        .unfit()
        .map(what -> "; there is none better than %s, which %s".formatted(refuge, what.words()))
        .orElse("");
  }

  /** Why none of the others can take its clients. */
  String whyNoRefuge() {
    return others().map(other -> other.name() + " " + other.whyNot()).collect(joining(", "));
  }

  private String whyNot() {
    if (!isUp()) {
      return words();
    }
    return region
        .unfit()
        .map(Impairment::words)
        .orElse(
            region.caughtUp() ? "is only just up again" : "lacks something of what others wrote");
  }

  private Stream<Scene> others() {
    return sight.regions().stream()
        .filter(other -> !other.name().equals(name()))
        .map(other -> of(course, sight, other));
  }

  /** Whether the region that serves its clients is no longer able to. */
  boolean isRefugeGone() {
    var target = stand.target().orElseThrow();
    return others()
        .filter(other -> other.name().equals(target))
        .findFirst()
        .filter(other -> other.stand().phase() != Phase.CONFIRMED)
        .filter(other -> !other.stand().phase().isServedByOther())
        .isEmpty();
  }

  /** The wish that has not been done yet. */
  Optional<String> wish() {
    return policy().mode() == Mode.DISABLED
        ? Optional.empty()
        : sight.wish().filter(wish -> course.heeded().filter(wish::equals).isEmpty());
  }

  /** Whether somebody wants this region to serve its clients again. */
  boolean isWishedBack() {
    return wish().filter(name()::equals).isPresent();
  }

  /** Where somebody wants its clients, though it could serve them. */
  Optional<String> wishedAway() {
    return wish()
        .filter(wish -> !wish.equals(name()))
        .filter(wish -> isServing())
        .filter(wish ->
            sight.regions().stream()
                .map(RegionSight::name)
                .map(course::stand)
                .noneMatch(other -> other.phase() == Phase.CONFIRMED))
        .flatMap(this::ableToTakeOver);
  }

  private Optional<String> ableToTakeOver(String wish) {
    return others()
        .filter(other -> other.name().equals(wish))
        .filter(other -> other.stand().phase() == Phase.HEALTHY)
        .filter(other -> other.isUp() && other.isFit() && other.region().caughtUp())
        .map(Scene::name)
        .findFirst();
  }

  /** Whether as many switches as there may be in an hour have been made without anybody's wish. */
  boolean isLimitReached() {
    var recent =
        course.past().stream()
            .filter(one -> !one.asked())
            .filter(one -> one.watch().switched().orElseThrow().plus(HOUR).isAfter(now()))
            .count();
    return recent >= policy().switchesAnHour();
  }

  /** Leads its clients to another region. */
  Step switchTo(String target, boolean asked, String why) {
    var watch = stand.watch().orElseGet(() -> Watch.started(now())).switched(now());
    return Step.to(
            stand.enter(Phase.SWITCHING, now()).servedBy(target, asked).with(watch),
            "is being served by " + target + ": " + why)
        .making(new Switch(name(), target, asked, name() + " " + why, watch));
  }
}

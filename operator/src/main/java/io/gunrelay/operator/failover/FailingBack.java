package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Policy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The region gets its clients back. Its host leads home, and those who came by it and are elsewhere
 * are handed over step by step: that is at once where one region serves all clients, and where
 * nobody can tell whose clients are whose. Whoever refuses to move is not waited for; who may have
 * yet to hear that the host leads home is.
 */
record FailingBack(Scene scene) implements State {
  private static final List<Integer> SHARES = List.of(10, 50, 100);

  /** For those who are told to leave to be gone, and to be counted where they went. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What a relay hands over in a second; all may be at one. */
  private static final int RATE = 100;

  private static final Duration ROUND = Duration.ofSeconds(1);

  @Override
  public Step next() {
    int share = scene.stand().share();
    if (scene.policy().strategy() == Strategy.ACTIVE_PASSIVE) {
      return scene.home();
    }
    if (share == 0 && !isAnybodyKnown()) {
      return scene.policy().linger().isZero() ? scene.home() : atStep(SHARES.getLast());
    }
    if (scene.isRefugeGone()) {
      return FailedOver.without(scene);
    }
    if (scene.diagnosis().isDown()) {
      return Step.to(
          scene.stand().sharing(0, scene.now()).enter(Phase.FAILED_OVER, scene.now()),
          FailedOver.words(scene) + "; it " + scene.words());
    }
    if (isWishedAwayAgain()) {
      var target = scene.stand().target().orElseThrow();
      return Step.to(
          scene.stand().servedBy(target, true).enter(Phase.FAILED_OVER, scene.now()),
          FailedOver.words(scene) + ", as somebody asks for it");
    }
    if (share > 0 && !isDone(share) && scene.now().isBefore(due())) {
      return scene.stay(words(share)).at(scene.now().plus(ROUND));
    }
    var next = SHARES.stream().filter(more -> more > share).findFirst();
    if (next.isEmpty() && scene.now().isBefore(lingers())) {
      return scene.stay(words(share)).at(lingers());
    }
    return next.map(this::atStep).orElseGet(scene::home);
  }

  private Step atStep(int share) {
    return Step.to(scene.stand().sharing(share, scene.now()), words(share))
        .at(scene.now().plus(ROUND));
  }

  private Instant lingers() {
    return scene.stand().since().plus(scene.policy().linger());
  }

  private boolean isAnybodyKnown() {
    return scene.region().own().filter(own -> own.all() > 0).isPresent();
  }

  private boolean isDone(int share) {
    return scene.region().own().filter(own -> own.areHome(share) || own.areSettled()).isPresent();
  }

  /** When the step ends, whoever has come. */
  private Instant due() {
    long clients = scene.region().own().map(OwnClients::all).orElse(0L);
    return scene.stand().since().plus(PATIENCE).plusSeconds(clients / RATE);
  }

  /** Whether somebody wants its clients where they come from now. */
  private boolean isWishedAwayAgain() {
    return scene.sight().wish().filter(scene.stand().target().orElseThrow()::equals).isPresent()
        && (scene.stand().asked() || scene.wish().isPresent());
  }

  private String words(int share) {
    return scene
        .region()
        .own()
        .map(own ->
            "gets its clients back: it has %d of %d that came by its host, and is to have %d %%"
                .formatted(own.home(), own.all(), share))
        .orElse("gets its clients back; its relays do not say how many it has");
  }
}

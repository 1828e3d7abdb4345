package io.gunrelay.kubectl.rollout;

import io.gunrelay.api.v1alpha1.ColourStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutRegionStatus;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.kubectl.text.Ages;
import io.gunrelay.kubectl.text.Paint;
import io.gunrelay.kubectl.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fleet's rollout in words. */
final class RolloutText {

  private static final int BAR = 20;

  private final Paint paint;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private RolloutText(Paint paint, Instant now) {
    this.paint = paint;
    this.now = now;
  }

  /** What is under way, or what was last. */
  static List<String> of(GunRelayCluster fleet, Paint paint, Instant now) {
    var text = new RolloutText(paint, now);
    text.write(fleet);
    return text.lines;
  }

  /** The rollouts that have ended. */
  static List<String> history(GunRelayCluster fleet, Instant now) {
    var past = past(fleet.getStatus());
    if (past.isEmpty()) {
      return List.of("no rollout has ended yet");
    }
    var table = new Table("REVISION", "VERSION", "FROM", "ENDED", "TOOK", "OUTCOME", "WHY");
    for (var one : past) {
      table.row(
          one.revision(),
          one.version(),
          Objects.requireNonNullElse(one.fromVersion(), Ages.UNKNOWN),
          Ages.since(one.endedAt(), now) + " ago",
          Ages.since(one.startedAt(), Instant.parse(one.endedAt())),
          one.outcome().name(),
          Objects.requireNonNullElse(one.message(), ""));
    }
    return table.lines();
  }

  private void write(GunRelayCluster fleet) {
    var name = fleet.getMetadata().getName();
    var status = fleet.getStatus();
    var rollout = status == null ? null : status.rollout();
    if (rollout == null) {
      calm(name, status);
      return;
    }
    lines.add(
        paint.strong(name)
            + ": version %s, revision %s, from revision %s, for %s"
                .formatted(
                    rollout.version(),
                    rollout.revision(),
                    rollout.fromRevision(),
                    Ages.since(rollout.startedAt(), now)));
    lines.add(
        "  %s, step %s of %s, for %s: it %s"
            .formatted(
                paint.notable(rollout.phase().name()),
                rollout.step(),
                rollout.steps(),
                Ages.since(rollout.since(), now),
                rollout.message()));
    verdict(rollout);
    regions(rollout);
  }

  /** What the operator says of a rollout without steps, or of one that is put off. */
  static Optional<String> pending(@Nullable GunRelayClusterStatus status) {
    var conditions = status == null ? null : status.conditions();
    return status == null || status.rollout() != null || conditions == null
        ? Optional.empty()
        : conditions.stream()
            .filter(condition -> condition.getType().equals("Progressing"))
            .filter(condition -> condition.getStatus().equals("True"))
            .filter(condition -> condition.getReason().equals("RollingOut"))
            .map(condition -> condition.getMessage())
            .findFirst();
  }

  private void calm(String name, @Nullable GunRelayClusterStatus status) {
    pending(status).ifPresent(message -> lines.add(name + ": " + message));
    var failed = status == null ? null : status.failedRevision();
    if (failed != null) {
      lines.add(
          paint.bad(
              "%s: revision %s, version %s, was taken back %s ago: %s"
                  .formatted(
                      name,
                      failed.revision(),
                      failed.version(),
                      Ages.since(failed.at(), now),
                      failed.message())));
    }
    List<ColourStatus> colours =
        status == null
            ? List.of()
            : Objects.requireNonNullElse(status.colours(), List.<ColourStatus>of());
    for (var colour : colours) {
      lines.add(
          "%s: %s runs version %s, revision %s%s"
              .formatted(
                  name,
                  colour.colour() == null
                      ? "every relay"
                      : colour.colour()
                          + ", "
                          + colour.role().name().toLowerCase(Locale.ROOT)
                          + ",",
                  colour.version(),
                  colour.revision(),
                  colour.until() == null ? "" : ", kept until " + colour.until()));
    }
    past(status).stream()
        .findFirst()
        .ifPresent(last ->
            lines.add(
                "the last rollout, of version %s, ended %s ago: %s"
                    .formatted(
                        last.version(), Ages.since(last.endedAt(), now), outcome(last.outcome()))));
    if (lines.isEmpty()) {
      lines.add(name + ": the operator has said nothing of its revisions yet");
    }
  }

  private String outcome(RolloutOutcome outcome) {
    return outcome == RolloutOutcome.Completed
        ? paint.good(outcome.name())
        : paint.bad(outcome.name());
  }

  private void verdict(RolloutStatus rollout) {
    var verdict = rollout.verdict();
    if (verdict == null) {
      return;
    }
    var result =
        switch (verdict.result()) {
          case Pass -> paint.good(VerdictResult.Pass.name());
          case Fail -> paint.bad(VerdictResult.Fail.name());
          case Inconclusive -> paint.notable(VerdictResult.Inconclusive.name());
        };
    lines.add("  " + result + ": " + verdict.message());
    Objects.requireNonNullElse(verdict.figures(), List.<String>of())
        .forEach(figure -> lines.add("    " + figure));
  }

  private void regions(RolloutStatus rollout) {
    var table = new Table("REGION", "TO BE", "NEW", "FORMER", "SHARE");
    for (var region :
        Objects.requireNonNullElse(rollout.regions(), List.<RolloutRegionStatus>of())) {
      var fresh = region.clients();
      var former = region.formerClients();
      table.row(
          region.name(),
          region.targetPercent() + " %",
          fresh == null ? Ages.UNKNOWN : fresh.toString(),
          former == null ? Ages.UNKNOWN : former.toString(),
          fresh == null || former == null ? "" : bar(fresh, former));
    }
    table.lines().forEach(line -> lines.add("  " + line));
  }

  private static String bar(long fresh, long former) {
    double share = fresh + former == 0 ? 0 : (double) fresh / (fresh + former);
    int full = (int) Math.round(share * BAR);
    return "#".repeat(full)
        + "-".repeat(BAR - full)
        + String.format(Locale.ROOT, " %.1f %%", 100 * share);
  }

  private static List<PastRolloutStatus> past(@Nullable GunRelayClusterStatus status) {
    return status == null
        ? List.of()
        : Objects.requireNonNullElse(status.rollouts(), List.<PastRolloutStatus>of());
  }
}

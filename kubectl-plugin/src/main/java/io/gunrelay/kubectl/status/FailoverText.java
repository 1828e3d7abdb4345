package io.gunrelay.kubectl.status;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.RemarkStatus;
import io.gunrelay.api.v1alpha1.StopwatchStatus;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.kubectl.text.Ages;
import io.gunrelay.kubectl.text.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which regions are not as they should be, and which switches there were, in words. */
final class FailoverText {

  private static final int SWITCHES = 3;

  private FailoverText() {}

  /** Regions that do not serve as usual, and remarks on regions, one a line; none in calm times. */
  static Table regions(Picture picture, Instant now) {
    var table = new Table("FAILOVER", "STATE", "SINCE", "SERVED BY", "WHY");
    for (var region : picture.failovers()) {
      if (region.phase() != FailoverPhase.Healthy) {
        table.row(
            region.name(),
            region.phase().name(),
            Ages.since(region.since(), now),
            Objects.requireNonNullElse(region.servedBy(), "-"),
            Objects.requireNonNullElse(region.message(), ""));
      }
      for (var remark : remarks(region)) {
        table.row(
            region.name(),
            remark.name().name(),
            Ages.since(remark.since(), now),
            region.servedBy() == null ? region.name() : region.servedBy(),
            remark.message());
      }
    }
    return table;
  }

  private static List<RemarkStatus> remarks(FailoverRegionStatus region) {
    return Objects.requireNonNullElse(region.remarks(), List.<RemarkStatus>of());
  }

  /**
   * The last switches, each with the time that each part took, from the first missed heartbeat on.
   *
   * @param all or only a few
   */
  static Table switches(Picture picture, boolean all, Instant now) {
    var table = new Table("SWITCH", "AGE", "CONFIRMED", "FENCED", "SWITCHED", "VERIFIED", "WHY");
    picture.switches().stream()
        .limit(all ? Long.MAX_VALUE : SWITCHES)
        .forEach(one -> row(one, table, now));
    return table;
  }

  private static void row(SwitchStatus one, Table table, Instant now) {
    var watch = one.stopwatch();
    table.row(
        one.from() + " to " + one.to(),
        Ages.since(watch.missed(), now),
        after(watch, watch.confirmed()),
        after(watch, watch.fenced()),
        after(watch, watch.switched()),
        after(watch, watch.verified()),
        one.message());
  }

  private static String after(StopwatchStatus watch, @Nullable String then) {
    if (then == null) {
      return "-";
    }
    try {
      var time = Duration.between(Instant.parse(watch.missed()), Instant.parse(then));
      return String.format(Locale.ROOT, "+%.1fs", time.toMillis() / 1_000.0);
    } catch (DateTimeException e) {
      return Ages.UNKNOWN;
    }
  }
}

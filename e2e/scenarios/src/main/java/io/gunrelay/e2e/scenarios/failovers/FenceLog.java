package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When the relays of a region could acknowledge puts by themselves, as their logs say.
 *
 * @param steps in the order of time
 */
record FenceLog(List<Step> steps) {
  private static final String REGION_LABEL = "gunrelay.io/region";
  private static final Pattern LINE =
      Pattern.compile("(?m)^(\\S+) .*Fence (open|held|isolated|off):");

  /**
   * A fence changed.
   *
   * @param pod whose
   * @param at when it was said, which is a moment after it was so
   */
  record Step(String pod, Instant at, boolean open) {}

  /**
   * A time in which a relay acknowledged by itself.
   *
   * @param to when it no longer did, or the log ends
   */
  record Span(String pod, Instant from, Instant to) {
    boolean meets(Span other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }
  }

  FenceLog {
    steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  /** What the relays of a region say that run now. */
  static FenceLog of(Stage stage, String region) {
    return new FenceLog(steps(stage, region, "").toList());
  }

  /** The same with what those said who were killed then. */
  static FenceLog of(Stage stage, String region, Instant killed) {
    return new FenceLog(
        Stream.of(
                steps(stage, region, ""),
                steps(stage, region, "--previous"),
                pods(stage, region)
                    .map(
                        pod -> new Step(pod.getMetadata().getName() + "--previous", killed, false)))
            .flatMap(some -> some)
            .toList());
  }

  private static Stream<Step> steps(Stage stage, String region, String which) {
    return pods(stage, region).flatMap(pod -> steps(stage, pod, which));
  }

  private static Stream<Pod> pods(Stage stage, String region) {
    return stage
        .kubernetes()
        .pods()
        .inNamespace(stage.namespace())
        .withLabel(REGION_LABEL, region)
        .list()
        .getItems()
        .stream();
  }

  private static Stream<Step> steps(Stage stage, Pod pod, String which) {
    String name = pod.getMetadata().getName();
    var steps = new ArrayList<Step>();
    Matcher lines =
        LINE.matcher(
            which.isEmpty()
                ? stage.kubectl("logs", "--timestamps", name)
                : stage.kubectl("logs", "--timestamps", which, name));
    while (lines.find()) {
      steps.add(
          new Step(
              name + which,
              OffsetDateTime.parse(lines.group(1)).toInstant(),
              lines.group(2).equals("open")));
    }
    return steps.stream();
  }

  /** When a fence was closed for the first time after that. */
  Optional<Instant> closedAfter(Instant then) {
    return steps.stream()
        .filter(step -> !step.open() && step.at().isAfter(then))
        .map(Step::at)
        .findFirst();
  }

  /** The times in which relays acknowledged by themselves. */
  List<Span> open(Instant end) {
    var spans = new ArrayList<Span>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.open()) {
        Instant until =
            steps.stream()
                .skip(i + 1L)
                .filter(later -> later.pod().equals(step.pod()))
                .map(Step::at)
                .findFirst()
                .orElse(end);
        spans.add(new Span(step.pod(), step.at(), until));
      }
    }
    return spans;
  }

  /** Fails if relays of both acknowledged by themselves at any time. */
  static void checkNeverBoth(FenceLog one, FenceLog other, Instant end) {
    for (Span span : one.open(end)) {
      for (Span meeting : other.open(end)) {
        if (span.meets(meeting)) {
          throw new AssertionError("two were open at once: %s and %s".formatted(span, meeting));
        }
      }
    }
  }
}

package io.gunrelay.operator;

import static java.util.stream.Collectors.joining;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of docs/reference that follows from the operator's code.
 *
 * @param name of the file
 * @param content what it must say
 */
record ReferencePage(String name, String content) {

  private static final Path SETTINGS =
      Path.of("src/main/java/io/gunrelay/operator/config/Environment.java");

  /** A setting in that file: its comment, its default, its type and its name. */
  private static final Pattern SETTING =
      Pattern.compile(
          "/\\*\\*(?<about>(?:(?!\\*/).)*)\\*/\\s*(?:@WithDefault\\(\\s*\"(?<value>[^\"]*)\"\\)\\s*)?"
              + "[\\w<>]+ (?<name>\\w+)\\(\\);",
          Pattern.DOTALL);

  private static final Pattern INLINE = Pattern.compile("\\{@code ((?:[^{}]|\\{[^}]*})*)}");

  static List<ReferencePage> all() throws IOException {
    return List.of(
        new ReferencePage("conditions.md", conditions()),
        new ReferencePage("events.md", events()),
        new ReferencePage("annotations.md", annotations()),
        new ReferencePage("operator-settings.md", settings()));
  }

  private static String conditions() {
    return page(
            "Conditions",
            """
            `kubectl describe grc` shows them. Each has the generation that it speaks of, so
            `kubectl wait --for=condition=Ready` waits for the present spec. During a rollout `Ready` stays
            true, as clients are served; wait for `--for=condition=Progressing=False` to see its end.
            `status.phase` says the same in a word (%s), and `status.message` in a line.
            """
                .formatted(
                    Arrays.stream(Phase.values())
                        .map(phase -> "`" + phase + "`")
                        .collect(joining(", "))))
        + table(
            "condition | true when",
            Stream.of(Verdict.Type.values()),
            type -> "`" + type + "` | " + type.meaning())
        + Stream.of(Verdict.Type.values())
            .filter(type -> Stream.of(Reason.values()).anyMatch(has(type)))
            .map(type -> "\n## Reasons of " + type + "\n\n" + reasons(has(type)))
            .collect(joining());
  }

  private static Predicate<Reason> has(Verdict.Type type) {
    return reason -> reason.condition().equals(Optional.of(type));
  }

  private static String events() {
    return page(
            "Events",
            """
            `kubectl describe grc` shows them. A change of `status.phase` is an event with the
            [reason of the condition](conditions.md) that tells it; one of `Degraded` is a warning. These
            tell what was written. A resource has 25 events at once and then one a minute.
            """)
        + reasons(reason -> reason.condition().isEmpty());
  }

  private static String annotations() {
    return page(
            "Annotations and labels",
            """
            On a GunRelayCluster, by you. The operator never writes them, so that what Git says and what the
            operator does have nothing to fight about.
            """)
        + annotations(Annotation.On.RESOURCE)
        + "\nOn objects of a fleet, by the operator:\n\n"
        + annotations(Annotation.On.OBJECTS)
        + "\nAll objects of a fleet have these labels:\n\n"
        + table(
            "label | value",
            Stream.of(
                List.of(Names.CLUSTER_LABEL, "The name of the GunRelayCluster."),
                List.of(Names.REGION_LABEL, "The region; on objects of a region alone."),
                List.of(Names.MANAGED_BY_LABEL, "`" + Names.MANAGED_BY + "`"),
                List.of(Names.COMPONENT_LABEL, "`" + Names.COMPONENT + "`")),
            row -> "`" + row.getFirst() + "` | " + row.getLast());
  }

  private static String annotations(Annotation.On on) {
    return table(
        "annotation | meaning",
        Stream.of(Annotation.values()).filter(annotation -> annotation.on() == on),
        annotation -> "`" + annotation.key() + "` | " + annotation.meaning());
  }

  private static String settings() throws IOException {
    return page(
            "Settings of the operator",
            """
            Environment variables of its container. Beside them it takes Quarkus' own, such as
            `QUARKUS_HTTP_PORT` (8080: health and metrics) and `QUARKUS_LOG_LEVEL` (`INFO`), and those of
            OpenTelemetry, such as `OTEL_EXPORTER_OTLP_ENDPOINT`, for [traces of failovers](../failover.md#trace).
            """)
        + table(
            "variable | default | meaning",
            SETTING.matcher(Files.readString(SETTINGS)).results(),
            setting ->
                "`GUNRELAY_%s` | %s | %s"
                    .formatted(
                        setting.group("name").replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT),
                        setting.group("value") == null ? "" : "`" + setting.group("value") + "`",
                        prose(setting.group("about"))));
  }

  private static String prose(String comment) {
    return INLINE.matcher(comment.replaceAll("\\s*\\*\\s+|\\s+", " ").strip()).replaceAll("`$1`");
  }

  private static String reasons(Predicate<Reason> which) {
    return table(
        "reason | meaning, or what to do",
        Stream.of(Reason.values()).filter(which),
        reason -> "`" + reason + "` | " + reason.meaning());
  }

  private static String page(String title, String introduction) {
    return "# %s\n\n<!-- Made from the operator's code by `make generate`. -->\n\n%s\n"
        .formatted(title, introduction);
  }

  private static <T> String table(String head, Stream<T> rows, Function<T, String> cells) {
    var columns = head.split("\\|").length;
    return "| "
        + head
        + " |\n|"
        + "---|".repeat(columns)
        + "\n"
        + rows.map(row -> "| " + cells.apply(row) + " |\n").collect(joining());
  }
}

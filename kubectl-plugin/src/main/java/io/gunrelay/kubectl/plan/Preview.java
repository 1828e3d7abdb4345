package io.gunrelay.kubectl.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.kubectl.text.Diff;
import io.gunrelay.kubectl.text.Paint;
import io.gunrelay.operator.apply.Change.Verb;
import java.util.ArrayList;
import java.util.List;

/** What the operator would do next. */
public final class Preview {

  private final String name;
  private final List<Difference> differences;
  private final List<String> notes;
  private final List<String> outlook;
  private final ObjectText text;

  /**
   * @param notes what limits the answer
   * @param outlook what is to be said beside the differences
   */
  Preview(
      String name,
      List<Difference> differences,
      List<String> notes,
      List<String> outlook,
      ObjectText text) {
    this.name = name;
    this.differences = List.copyOf(differences);
    this.notes = List.copyOf(notes);
    this.outlook = List.copyOf(outlook);
    this.text = text;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  /** As people read it. */
  public List<String> lines(Paint paint) {
    var lines = new ArrayList<String>();
    for (var difference : differences) {
      lines.add(paint.strong(heading(difference)));
      hunks(difference).forEach(line -> lines.add(inColour(line, paint)));
      lines.add("");
    }
    outlook.forEach(lines::add);
    lines.add(summary());
    notes.forEach(note -> lines.add(paint.notable("note: " + note)));
    return lines;
  }

  private static String heading(Difference difference) {
    return "%s %s%s"
        .formatted(
            verb(difference.verb()),
            difference.object(),
            difference.restartsRelays() ? ": its relays are replaced one after the other" : "");
  }

  private static String verb(Verb verb) {
    return switch (verb) {
      case CREATED -> "create";
      case UPDATED, HANDED_OVER -> "update";
      case DELETED -> "delete";
    };
  }

  private List<String> hunks(Difference difference) {
    var hunks = Diff.unified(text.lines(difference.before()), text.lines(difference.after()));
    if (difference.verb() == Verb.DELETED || hunks.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(difference.verb() == Verb.CREATED ? "--- nothing" : "--- now");
    lines.add("+++ then");
    lines.addAll(hunks);
    return lines;
  }

  private static String inColour(String line, Paint paint) {
    return switch (line.charAt(0)) {
      case '+' -> paint.good(line);
      case '-' -> paint.bad(line);
      case '@' -> paint.dim(line);
      default -> line;
    };
  }

  private String summary() {
    if (isEmpty()) {
      return "%s: nothing to do".formatted(name);
    }
    var restarted =
        differences.stream()
            .filter(Difference::restartsRelays)
            .map(difference ->
                "%s %s"
                    .formatted(
                        HasMetadata.getKind(difference.object().kind()),
                        difference.object().name()))
            .toList();
    return "%s: %d to create, %d to update, %d to delete; %s"
        .formatted(
            name,
            count(Verb.CREATED),
            count(Verb.UPDATED),
            count(Verb.DELETED),
            restarted.isEmpty()
                ? "no relay is restarted"
                : "relays are replaced: " + String.join(", ", restarted));
  }

  private long count(Verb verb) {
    return differences.stream().filter(difference -> difference.verb() == verb).count();
  }
}

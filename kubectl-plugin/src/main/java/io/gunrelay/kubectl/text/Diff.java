package io.gunrelay.kubectl.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts as {@code diff --unified} writes it. By the longest common
 * subsequence, in time and memory of the product of the lines that differ, which are hundreds here.
 */
public final class Diff {

  private static final int CONTEXT = 3;

  /** One line of the merged texts: kept, removed or added. */
  private record Line(char sign, String text) {
    boolean isChange() {
      return sign != ' ';
    }
  }

  private Diff() {}

  /** The hunks, each with its heading; none when the texts are equal. */
  public static List<String> unified(List<String> before, List<String> after) {
    var merged = merge(before, after);
    var hunks = new ArrayList<String>();
    int at = 0;
    while (at < merged.size()) {
      int first = next(merged, at);
      if (first == merged.size()) {
        break;
      }
      int begin = Math.max(at, first - CONTEXT);
      int end = end(merged, first);
      hunks.add(heading(merged, begin, end));
      merged.subList(begin, end).forEach(line -> hunks.add(line.sign + line.text));
      at = end;
    }
    return hunks;
  }

  private static int next(List<Line> merged, int from) {
    int at = from;
    while (at < merged.size() && !merged.get(at).isChange()) {
      at++;
    }
    return at;
  }

  /** Changes that are close to each other share a hunk. */
  private static int end(List<Line> merged, int first) {
    int last = first;
    for (int next = first; next < merged.size() && next - last <= 2 * CONTEXT; next++) {
      if (merged.get(next).isChange()) {
        last = next;
      }
    }
    return Math.min(merged.size(), last + 1 + CONTEXT);
  }

  private static String heading(List<Line> merged, int begin, int end) {
    return "@@ -%s +%s @@"
        .formatted(range(merged, begin, end, '+'), range(merged, begin, end, '-'));
  }

  /** Lines of one of the texts: all but those of the other's sign. */
  private static String range(List<Line> merged, int begin, int end, char other) {
    long before = merged.subList(0, begin).stream().filter(line -> line.sign != other).count();
    long count = merged.subList(begin, end).stream().filter(line -> line.sign != other).count();
    return (count == 0 ? before : before + 1) + (count == 1 ? "" : "," + count);
  }

  private static List<Line> merge(List<String> before, List<String> after) {
    int head = 0;
    while (head < Math.min(before.size(), after.size())
        && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(before.size(), after.size()) - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    var merged = new ArrayList<Line>();
    before.subList(0, head).forEach(line -> merged.add(new Line(' ', line)));
    between(
        before.subList(head, before.size() - tail),
        after.subList(head, after.size() - tail),
        merged);
    before
        .subList(before.size() - tail, before.size())
        .forEach(line -> merged.add(new Line(' ', line)));
    return merged;
  }

  private static void between(List<String> before, List<String> after, List<Line> merged) {
    var longest = longest(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        merged.add(new Line(' ', before.get(i)));
        i++;
        j++;
      } else if (j == after.size()
          || (i < before.size() && longest[i + 1][j] >= longest[i][j + 1])) {
        merged.add(new Line('-', before.get(i++)));
      } else {
        merged.add(new Line('+', after.get(j++)));
      }
    }
  }

  /** Of what remains from a line of each on: how many lines both have, in the same order. */
  private static int[][] longest(List<String> before, List<String> after) {
    var longest = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        longest[i][j] =
            before.get(i).equals(after.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return longest;
  }
}

package io.gunrelay.relay.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.wire.FrameReader;
import io.gunrelay.relay.wire.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FillTest {
  private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /** gun.js' disk: files of so many souls, of which a step is told a few; none is empty. */
  private record Disk(NavigableSet<String> souls, int perFile, int perStep) {
    /** What it says to a question; nothing at all when a step begins behind the last of a file. */
    List<List<String>> answers(boolean step, String after, String before) {
      List<String> all = List.copyOf(souls);
      // The end of a soul's name sorts behind the soul, but before whatever is longer.
      List<String> range =
          all.stream()
              .filter(soul -> (soul + "\u001b").compareTo(after) > 0)
              .filter(soul -> before.isEmpty() || (soul + "\u001b").compareTo(before) < 0)
              .toList();
      if (!step) {
        return List.of(range);
      }
      int next = all.size() - range.size();
      int file = Math.max(0, next - (next > 0 && after.contains("\u001b") ? 1 : 0)) / perFile;
      List<String> told =
          range.stream()
              .filter(soul -> all.indexOf(soul) / perFile == file)
              .limit(perStep)
              .toList();
      return told.isEmpty() && !range.isEmpty() ? List.of() : List.of(told);
    }
  }

  @Property(tries = 300)
  void everySoulIsToldInTheEnd(
      @ForAll @Size(max = 60) Set<@NotEmpty @AlphaChars @StringLength(max = 4) String> souls,
      @ForAll @IntRange(min = 1, max = 9) int perFile,
      @ForAll @IntRange(min = 1, max = 5) int perStep) {
    assertThat(filled(new Disk(new TreeSet<>(souls), perFile, perStep))).isEqualTo(souls);
  }

  @Test
  void theLastSoulOfAStepIsAskedForAsAWhole() {
    Fill fill = new Fill();
    fill.question("a", 0);
    Bytes id = Bytes.utf8("\"a\"");
    assertThat(fill.isAnswer(id)).isTrue();
    assertThat(fill.isDue()).isFalse();
    assertThat(fill.answered(deltas(List.of("one", "two")), false, 1)).isEqualTo("two");
    assertThat(fill.isDue()).isTrue();
    assertThat(fill.isAnswer(id)).isFalse();
  }

  @Test
  void aLostConnectionLosesNoMoreThanAStep() {
    Fill fill = new Fill();
    fill.question("a", 0);
    fill.answered(deltas(List.of("one")), false, 1);
    fill.question("b", 2);
    fill.restart();
    assertThat(fill.isDue()).isTrue();
    assertThat(fill.question("c", 3).text()).contains("\">\":\"one\\u001b");
  }

  private static Set<String> filled(Disk disk) {
    Fill fill = new Fill();
    Set<String> told = new HashSet<>();
    long nowNs = -3;
    for (int i = 0; i < 100_000 && !fill.isDone(); i++) {
      nowNs += TURN_NS;
      fill.turn(nowNs);
      if (fill.isDue()) {
        Bytes question = fill.question("q" + i, nowNs);
        List<List<String>> answers = answers(disk, question);
        for (int part = 0; part < answers.size(); part++) {
          told.addAll(answers.get(part));
          fill.answered(deltas(answers.get(part)), false, nowNs);
        }
      }
    }
    assertThat(fill.isDone()).isTrue();
    return told;
  }

  private static List<List<String>> answers(Disk disk, Bytes question) {
    String text = question.text();
    boolean step = text.contains("\"*\":\"\"");
    return disk.answers(step, bound(text, ">"), bound(text, "<"));
  }

  private static String bound(String text, String operator) {
    String begin = '"' + operator + "\":\"";
    int from = text.indexOf(begin);
    if (from < 0) {
      return "";
    }
    String raw = text.substring(from + begin.length(), text.indexOf('"', from + begin.length()));
    return raw.replace("\\u0001", "\u0001").replace("\\u001b", "\u001b");
  }

  private static List<Delta> deltas(List<String> souls) {
    List<Delta> deltas = new ArrayList<>();
    souls.forEach(soul -> deltas.add(new Delta(soul, "k", 1, Bytes.utf8("1"))));
    return deltas;
  }

  @Test
  void aRelayOfOursUnderstandsTheQuestion() {
    byte[] question = new Fill().question("a", 0).array();
    List<Message> messages = FrameReader.read(question, 0, question.length).orElseThrow();
    assertThat(messages)
        .singleElement()
        .extracting(Message::body)
        .isInstanceOfSatisfying(
            Message.Find.class,
            find -> {
              RangeQuery query = find.query();
              assertThat(query.souls().contains("a soul")).isTrue();
              assertThat(query.budget()).isEqualTo(100_000);
            });
  }
}

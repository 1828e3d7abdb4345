package io.gunrelay.relay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.graph.Delta;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GUN JSON is read with its bytes; everything else is refused, with its place. */
class GraphJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "^^                                             |  0 | ends too soon",
        "hello                                          |  0 | a graph of GUN",
        "[]                                             |  0 | a graph of GUN",
        "{\"s\":1}                                      |  5 | no object",
        "{\"s\":{\"k\":1}}                              |  1 | it has no \"_\"",
        "{\"s\":{\"_\":{\"#\":\"t\",\">\":{}}}}         | 10 | calls itself \"t\"",
        "{\"s\":{\"_\":{\"#\":\"s\",\">\":{}},\"k\":1}} | 27 | has no state",
        "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":\"1\"}}}} | 28 | is no number",
        "{\"s\":{\"k\":[1],\"_\":{}}}                   | 10 | no value of GUN's",
        "{\"s\":{\"k\":{\"a\":1},\"_\":{}}}             | 10 | no value of GUN's",
        "{\"s\":{\"k\":tru,\"_\":{}}}                   | 10 | no value of GUN's",
        "{\"s\":{\"k\":1e999,\"_\":{}}}                 | 10 | no value of GUN's",
        "{\"s\":{\"k\":\"abc                            | 10 | ends within a string",
        "{\"\":{}}                                      |  1 | a soul is empty",
        "{\"s\" {}}                                     |  1 | expected a colon",
        "{} x                                           |  3 | a graph of GUN",
      })
  void whatIsNoGraphIsRefusedWithItsPlace(String text, int position, String what) {
    assertThatThrownBy(() -> read(text == null ? "" : text))
        .isInstanceOf(FileException.class)
        .hasMessageStartingWith("test, at byte " + position + ": ")
        .hasMessageContaining(what);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    byte[] text = "{\"s\":{\"k\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
    text[11] = (byte) 0xFF;
    assertThatThrownBy(() -> read(new ByteArrayInputStream(text)))
        .hasMessage("test, at byte 10: this is not UTF-8");
  }

  @Test
  void valuesMayComeBeforeTheirStatesAndGraphsOneAfterTheOther() throws Exception {
    assertThat(
            read(
                """
                {"s" : {"k": 1.0 , "_":{">":{"k":-0,"gone":1},"#":"s","x":[{"y":"]"}]}, "k2":null }}
                """
                        .replace("\"gone\":1", "\"gone\":1,\"k2\":2.5")
                    + "{\"t\":{\"_\":{\"#\":\"t\",\">\":{\"a\":3}},\"a\":{\"#\":\"s\"}}}"))
        .containsExactly(
            Graphs.delta("s", "k", 0.0, "1.0"),
            Graphs.delta("s", "k2", 2.5, "null"),
            Graphs.delta("t", "a", 3, "{\"#\":\"s\"}"));
  }

  @Test
  void whateverTheSizeOfItsPiecesTheTextIsTheSame() throws Exception {
    String value = "\"" + "ä\\\"\\\\😀".repeat(40_000) + "\"";
    String text = "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":" + value + "}}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    InputStream drops =
        new ByteArrayInputStream(bytes) {
          private int sizes;

          @Override
          public synchronized int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, 1 + sizes++ % 7));
          }
        };
    assertThat(read(drops)).containsExactly(Graphs.delta("s", "k", 1, value));
  }

  private static List<Delta> read(String text) throws Exception {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Delta> read(InputStream in) throws Exception {
    Collected collected = new Collected();
    new Source.Stream("test", in).read(collected);
    return collected.deltas;
  }

  private static final class Collected implements Receiver {
    private final List<Delta> deltas = new ArrayList<>();

    @Override
    public void take(Delta delta) {
      deltas.add(delta);
    }

    @Override
    public void leaveOut() {
      throw new AssertionError("left out");
    }
  }
}

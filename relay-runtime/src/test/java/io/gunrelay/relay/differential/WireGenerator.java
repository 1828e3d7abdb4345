package io.gunrelay.relay.differential;

import static io.gunrelay.relay.differential.Texts.any;
import static io.gunrelay.relay.differential.Texts.get;
import static io.gunrelay.relay.differential.Texts.node;
import static io.gunrelay.relay.differential.Texts.put;
import static io.gunrelay.relay.differential.Texts.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Messages of GUN without signatures: puts, gets, patterns, batches, right and wrong ones. */
final class WireGenerator implements Generator {
  private static final double HOUR_MS = 3_600_000;

  private final double nowMs;

  /**
   * @param nowMs when the exchanges will be said
   */
  WireGenerator(double nowMs) {
    this.nowMs = nowMs;
  }

  @Override
  public Exchange next(Random random, int number) {
    Conversing say = new Conversing(random, number);
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> say.puts();
      case 3, 4 -> say.rivals();
      case 5, 6 -> say.malformed();
      case 7 -> say.gets();
      case 8, 9 -> say.patterns();
      case 10, 11 -> say.batches();
      case 12 -> say.future();
      default -> say.oddities();
    }
    return say.exchange();
  }

  private final class Conversing {
    private final Random random;
    private final String name;
    private final List<List<String>> steps = new ArrayList<>();
    private final Set<String> souls = new TreeSet<>();
    private final Set<String> ids = new TreeSet<>();
    private String kind = "";
    private boolean alone;

    Conversing(Random random, int number) {
      this.random = random;
      this.name = "%05d".formatted(number);
    }

    Exchange exchange() {
      Set<Place> places = new LinkedHashSet<>();
      souls.forEach(soul -> places.add(new Place(kind, soul, "")));
      return new Exchange(kind, steps, places, ids, alone);
    }

    private String id() {
      String id = quoted("i" + name + "%03d".formatted(ids.size()));
      ids.add(id);
      return id;
    }

    private String soul() {
      String soul = "soul" + name + any(random, "", "/a", "/\u00e9", "/\ud83d\ude00");
      souls.add(soul);
      return soul;
    }

    private void step(String... frames) {
      steps.add(List.of(frames));
    }

    private String anyNode() {
      return node(soul(), values(1 + random.nextInt(random.nextInt(4) == 0 ? 14 : 3)));
    }

    private Map<String, String> values(int count) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        values.put(Texts.key(random), Texts.value(random));
      }
      return values;
    }

    private String node(String soul, Map<String, String> values) {
      Map<String, String> states = new LinkedHashMap<>();
      values.keySet().forEach(key -> states.put(key, Texts.state(random)));
      return Texts.node(soul, values, states);
    }

    void puts() {
      kind = "put";
      String message =
          random.nextInt(5) == 0 ? put(id(), anyNode(), anyNode()) : put(id(), anyNode());
      step(
          switch (random.nextInt(4)) {
            case 0 -> message.replaceFirst("\\{", "{\"ok\":{\"@\":9,\"/\":1},");
            case 1 -> message.replaceFirst("\\{", "{\"><\":\"http://a/gun,xyz\",\"FOO\":1,");
            default -> message;
          });
    }

    /** Two values for one key: the winner stays. */
    void rivals() {
      kind = "rivals";
      String soul = soul();
      String first = Texts.state(random);
      String second = random.nextBoolean() ? first : Texts.state(random);
      step(put(id(), Texts.node(soul, "k", Texts.value(random), first)));
      step(put(id(), Texts.node(soul, "k", Texts.value(random), second)));
    }

    void malformed() {
      kind = "malformed";
      String soul = soul();
      String fine = Texts.node(soul, "k", "1", Texts.STATE);
      String other = soul + "/other";
      souls.add(other);
      String meta = "\"_\":{\"#\":" + quoted(soul) + ",\">\":{\"a\":1,\"k\":1}}";
      String start = quoted(soul) + ":{";
      String bad =
          switch (random.nextInt(12)) {
            case 0 -> quoted(soul) + ":" + any(random, "null", "5", "\"text\"", "[]", "true");
            case 1 -> start + "\"k\":1}";
            case 2 -> start + "\"_\":" + any(random, "null", "5", "{}", "[]") + ",\"k\":1}";
            case 3 -> fine.replace("\"#\":" + quoted(soul), "\"#\":\"another\"");
            case 4 -> start + "\"_\":{\"#\":" + quoted(soul) + "},\"k\":1}";
            case 5 -> start + "\"_\":{\"#\":" + quoted(soul) + ",\">\":{}},\"k\":1}";
            case 6 ->
                fine.replace(Texts.STATE, any(random, "\"5\"", "null", "true", "{}", "1e999"));
            case 7 -> start + meta + ",\"a\":1,\"k\":" + badValue() + "}";
            case 8 -> start + meta + ",\"k\":" + badValue() + ",\"a\":1}";
            case 9 -> Texts.node("", "k", "1", Texts.STATE);
            case 10 -> Texts.node(soul, "", "1", Texts.STATE);
            default -> start + meta + ",\"b\":2,\"a\":1}";
          };
      step(
          switch (random.nextInt(6)) {
            case 0 -> put(id(), bad, Texts.node(other, "k", "1", Texts.STATE));
            case 1 -> put(id(), Texts.node(other, "k", "1", Texts.STATE), bad);
            case 2 ->
                "{\"#\":%s,\"put\":%s}"
                    .formatted(id(), any(random, "5", "\"text\"", "[]", "{}", "null", "true", "0"));
            default -> put(id(), bad);
          });
    }

    private String badValue() {
      return any(
          random,
          "[]",
          "[1]",
          "{}",
          "{\"#\":5}",
          "{\"#\":\"\"}",
          "{\"#\":\"a\",\"b\":1}",
          "1e999",
          "{\"a\":{\"b\":1}}");
    }

    void gets() {
      kind = "get";
      String soul = soul();
      step(put(id(), Texts.node(soul, "k", Texts.value(random), Texts.STATE)));
      String name = quoted(soul);
      step(
          get(
              id(),
              switch (random.nextInt(8)) {
                case 0 -> "{\"#\":" + quoted(soul + "/absent") + "}";
                case 1 -> "{\"#\":" + name + ",\".\":\"absent\"}";
                case 2 -> "{\"#\":" + name + "}";
                case 3 -> "{\"#\":" + name + ",\".\":\"\"}";
                case 4 -> "{\"#\":" + name + ",\".\":null}";
                case 5 -> any(random, "{\".\":\"k\"}", "{\"#\":\"\"}", "{\"#\":null}", "\"text\"");
                default -> "{\"#\":" + name + ",\".\":\"k\"}";
              }));
    }

    /** Values of one length, so that a budget is one of values, and the order shows. */
    void patterns() {
      kind = "lex";
      String soul = soul();
      Map<String, String> values = new LinkedHashMap<>();
      String[] keys = {"a", "ab", "abc", "b", "ba", "c", "\u00e9", "\uff5e", "\ud83d\ude00", "d"};
      for (String key : keys) {
        if (random.nextInt(3) > 0) {
          values.put(key, quoted("%05d".formatted(random.nextInt(99_999))));
        }
      }
      values.put("m", "\"00000\"");
      Map<String, String> states = new LinkedHashMap<>();
      values.keySet().forEach(key -> states.put(key, Texts.STATE));
      step(put(id(), Texts.node(soul, values, states)));
      String operand = quoted(any(random, keys));
      String pattern =
          switch (random.nextInt(5)) {
            case 0 -> "\"*\":" + operand;
            case 1 -> "\">\":" + operand;
            case 2 -> "\"<\":" + operand;
            case 3 -> "\">\":" + operand + ",\"<\":" + quoted(any(random, keys));
            default -> "\"=\":" + operand;
          };
      String query = "{\"#\":" + quoted(soul) + ",\".\":{" + pattern + "}";
      query += random.nextBoolean() ? ",\"-\":1" : "";
      // A budget that none of the reference's exceptions applies to, mostly.
      query +=
          random.nextInt(4) == 0
              ? any(random, "", ",\"%\":0", ",\"%\":100001", ",\"%\":-1")
              : ",\"%\":" + (1 + random.nextInt(60));
      step(get(id(), query + "}"));
    }

    void batches() {
      kind = "batch";
      List<String> messages = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String soul = "soul" + name + "/" + i;
        souls.add(soul);
        messages.add(put(id(), node(soul, values(2))));
      }
      messages.add(
          random.nextInt(messages.size() + 1),
          any(random, "null", "5", "\"\"", "[]", "{}", "{\"#\":\"n" + name + "\"}", "true"));
      step(
          switch (random.nextInt(4)) {
            case 0 -> Texts.batchOfTexts(messages);
            case 1 -> " " + Texts.batch(messages);
            default -> Texts.batch(messages);
          });
    }

    void future() {
      kind = "future";
      double soon = nowMs + HOUR_MS * (1 + random.nextInt(100));
      step(put(id(), Texts.node(soul(), "k", Texts.value(random), "%.0f".formatted(soon))));
    }

    void oddities() {
      String soul = soul();
      String fine = Texts.node(soul, "k", Texts.value(random), Texts.STATE);
      switch (random.nextInt(8)) {
        case 0 -> {
          kind = "repeat";
          String message = put(id(), fine);
          step(message, message);
          step(message);
        }
        case 1 -> {
          kind = "number as id";
          String id = "9" + name;
          ids.add(id);
          step(put(id, fine));
        }
        case 2 -> {
          kind = "no id";
          step(put(any(random, "null", "\"\"", "false", "0"), fine));
        }
        case 3 -> {
          kind = "answer nobody asked for";
          step(put(id(), fine).replaceFirst("\\{", "{\"@\":\"unasked" + name + "\","));
        }
        case 4 -> {
          kind = "builtin";
          if (random.nextBoolean()) {
            step(put(id(), Texts.node(soul, "__proto__", "1", Texts.STATE)));
          } else {
            String constructor = soul + "/constructor";
            souls.addAll(List.of(constructor, soul + "/1/constructor"));
            step(put(id(), Texts.node(constructor, "toString", "1", Texts.STATE)));
          }
        }
        case 5 -> {
          kind = "verb";
          step(
              any(
                      random,
                      "{\"dam\":\"hi\",\"#\":%s}",
                      "{\"dam\":\"!\",\"err\":\"no\",\"#\":%s}",
                      "{\"dam\":\"what\",\"#\":%s}",
                      "{\"dam\":\"?\",\"pid\":\"x\",\"@\":\"y\",\"#\":%s}")
                  .formatted(id()));
        }
        case 6 -> {
          kind = "nothing to store";
          step(put(id(), Texts.node(soul, Map.of(), Map.of())));
        }
        default -> notJson();
      }
    }

    private void notJson() {
      kind = "not JSON";
      alone = true;
      step(
          any(
              random,
              "{",
              "[",
              "{\"#\":\"a\",}",
              "[{]",
              "{\"a\":01}",
              "{\"a\":tru}",
              "{'a':1}",
              "{\"put\":",
              "[1,]",
              "{} {}",
              "nonsense",
              "{\"a\":\"\n\"}"));
    }
  }
}

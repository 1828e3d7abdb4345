package io.gunrelay.relay.differential;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;
import io.gunrelay.relay.wire.ValueText;
import java.util.List;
import java.util.Random;

/** Who puts, where and what. Alice is another one in each scene, so that her souls are its own. */
final class Scene {
  private static final List<String> TEXTS =
      List.of(
          "hello",
          "",
          "{\"looks\":\"like JSON\"}",
          "\"quoted\" \\ / \n \u0001 \u007f \u2028",
          "\u00e9 \u03c0 \ud83d\ude00",
          "SEA{\"ct\":\"YQ==\",\"iv\":\"YQ==\",\"s\":\"YQ==\"}",
          "12",
          "null");
  private static final List<String> OTHERS =
      List.of("0", "1", "-1.5", "1e+21", "1e-7", "0.1", "true", "false", "null", "{\"#\":\"a/b\"}");

  /** States lie so far back, all of them: a state that has not come is another matter. */
  static final double AGO_MS = 10_000_000;

  final Random random;
  final String name;
  final double fromMs;
  final Author alice = new Author();
  final Author bob;
  final Author eve;

  /**
   * @param name differs for each scene
   * @param nowMs when it will be played
   */
  Scene(Random random, String name, double nowMs, Author bob, Author eve) {
    this.random = random;
    this.name = name;
    this.fromMs = nowMs - AGO_MS;
    this.bob = bob;
    this.eve = eve;
  }

  /** In Alice's space. */
  String soul() {
    return pick(List.of(alice.soul(), alice.soul() + "/a", "room" + alice.soul() + "/b"));
  }

  String inbox() {
    return alice.soul() + "/inbox";
  }

  String key() {
    return pick(List.of("k", "k/", "\u00e9", "\"k\"", "10")) + random.nextInt(10);
  }

  double state() {
    return fromMs + random.nextInt(1_000_000) + (random.nextBoolean() ? 0 : 0.001);
  }

  /** As JSON. */
  String value() {
    return random.nextBoolean() ? Author.quoted(pick(TEXTS)).text() : pick(OTHERS);
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  static Delta plain(String soul, String key, double state, String json) {
    return new Delta(soul, key, state, Bytes.utf8(json));
  }

  /** The text that a value is. */
  static String text(Delta delta) {
    return ValueText.of(delta.value()).orElseThrow();
  }
}

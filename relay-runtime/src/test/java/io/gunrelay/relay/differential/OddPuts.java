package io.gunrelay.relay.differential;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;

/** Letters of the law: what is nearly as SEA writes it. */
final class OddPuts {
  private static final String OBJECT = "{\"a\":1,\"b\":[true,\"x\"]}";

  private OddPuts() {}

  static Tried any(Scene scene) {
    String soul = scene.soul();
    String key = scene.key();
    double state = scene.state();
    return switch (scene.random.nextInt(12)) {
      case 0 -> envelope(scene, "marked as SEA's", "SEA{\":\":\"v\",\"~\":\"SIGNATURE\"}");
      case 1 -> envelope(scene, "with spaces", " { \":\" : \"v\" , \"~\" : \"SIGNATURE\" } ");
      case 2 -> envelope(scene, "more names", "{\"x\":1,\":\":\"v\",\"~\":\"SIGNATURE\"}");
      case 3 -> envelope(scene, "no padding", "{\":\":\"v\",\"~\":\"UNPADDED\"}");
      case 4 -> envelope(scene, "a name twice", "{\":\":\"w\",\":\":\"v\",\"~\":\"SIGNATURE\"}");
      case 5 -> envelope(scene, "escapes", "{\"\\u003a\":\"\\u0076\",\"~\":\"SIGNATURE\"}");
      case 6 -> envelope(scene, "not JSON", "{\":\":\"v\",\"~\":\"SIGNATURE\",}");
      case 7 -> new Tried("odd: an object", scene.alice.put(soul, key, state, OBJECT));
      case 8 -> new Tried("odd: key of another form", otherForm(scene));
      case 9 -> new Tried("odd: no key", Scene.plain("public" + scene.name, "", state, "1"));
      case 10 -> new Tried("odd: state 0", scene.alice.put(soul, key, 0, "1"));
      default ->
          new Tried(
              "odd: user space without a key",
              Scene.plain("foo~bar/" + scene.name, key, state, "1"));
    };
  }

  /**
   * @param form where Alice's signature for the value {@code "v"} goes
   */
  private static Tried envelope(Scene scene, String what, String form) {
    String soul = scene.soul();
    String key = scene.key();
    double state = scene.state();
    String signature = scene.alice.sign(Author.text(soul, key, state, "\"v\""));
    String text =
        form.replace("SIGNATURE", signature).replace("UNPADDED", signature.replace("=", ""));
    return new Tried("odd: " + what, Author.envelope(soul, key, state, text));
  }

  /** The same key, written with other bits where base64 has some to spare. */
  private static Delta otherForm(Scene scene) {
    String pub = scene.alice.pub();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(pub.charAt(42));
    String soul = "~" + pub.substring(0, 42) + alphabet.charAt(last ^ 1) + pub.substring(43);
    return scene.alice.put(soul, scene.key(), scene.state(), "1");
  }
}

package io.gunrelay.relay.differential;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;
import java.util.List;

/** Puts into Alice's space: hers, and such as look like hers. */
final class SignedPuts {
  private SignedPuts() {}

  static Tried own(Scene scene) {
    return new Tried("own", alices(scene));
  }

  static Tried forged(Scene scene) {
    Delta good = alices(scene);
    String key = scene.key();
    return switch (scene.random.nextInt(8)) {
      case 0 ->
          new Tried(
              "forged: by another", scene.eve.put(scene.soul(), key, scene.state(), scene.value()));
      case 1 ->
          new Tried(
              "forged: other state",
              new Delta(good.soul(), good.key(), good.state() + 1, good.value()));
      case 2 ->
          new Tried(
              "forged: other key",
              new Delta(good.soul(), good.key() + "x", good.state(), good.value()));
      case 3 ->
          new Tried(
              "forged: other soul",
              new Delta(good.soul() + "/x", good.key(), good.state(), good.value()));
      case 4 ->
          new Tried(
              "forged: unsigned", Scene.plain(scene.soul(), key, scene.state(), scene.value()));
      case 5 -> new Tried("forged: writer without certificate", claimed(scene));
      case 6 -> new Tried("forged: signature over [object Object]", universal(scene));
      default -> new Tried("forged: other value", retold(good));
    };
  }

  /** One character of the envelope is another one, is missing, or stands twice. */
  static Tried mutated(Scene scene) {
    Delta good =
        scene.random.nextBoolean()
            ? alices(scene)
            : scene.bob.put(
                scene.inbox(),
                scene.key(),
                scene.state(),
                scene.value(),
                scene.alice.certify("{\"c\":\"*\",\"w\":{\"*\":\"inbox\"}}"));
    String text = Scene.text(good);
    int at = scene.random.nextInt(text.length());
    String with =
        switch (scene.random.nextInt(3)) {
          case 0 -> "";
          case 1 -> text.substring(at, at + 1).repeat(2);
          default ->
              scene.pick(List.of("a", "Z", "0", "\"", "{", ",", " ", ":", "\\", "=", "\u00e9"));
        };
    String changed = text.substring(0, at) + with + text.substring(at + 1);
    if (!Texts.isJson(changed)) {
      // Some such texts end the process of gun.js' relay.
      return own(scene);
    }
    return new Tried("mutated", Author.envelope(good.soul(), good.key(), good.state(), changed));
  }

  private static Delta alices(Scene scene) {
    return scene.alice.put(scene.soul(), scene.key(), scene.state(), scene.value());
  }

  /** Signed by Eve, who says so, and has no certificate. */
  private static Delta claimed(Scene scene) {
    String soul = scene.soul();
    String key = scene.key();
    double state = scene.state();
    String json = scene.value();
    String signature = scene.eve.sign(Author.text(soul, key, state, json));
    return Author.envelope(
        soul,
        key,
        state,
        "{\":\":%s,\"~\":\"%s\",\"*\":\"%s\"}".formatted(json, signature, scene.eve.pub()));
  }

  /** What Alice once signed when her program made a text of an object. */
  private static Delta universal(Scene scene) {
    return Author.envelope(
        scene.soul(),
        scene.key(),
        scene.state(),
        "{\":\":%s,\"~\":\"%s\"}".formatted(scene.value(), scene.alice.sign("[object Object]")));
  }

  private static Delta retold(Delta good) {
    String text = Scene.text(good);
    return Author.envelope(
        good.soul(),
        good.key(),
        good.state(),
        text.replaceFirst("^\\{\":\":", "{\":\":[1],\"x\":"));
  }
}

package io.gunrelay.relay.differential;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Puts that SEA judges without a signature: by the name of the soul, and the content. */
final class PlainPuts {
  private PlainPuts() {}

  static Tried open(Scene scene) {
    String soul = scene.pick(List.of("public", "a~b", "@x", "x/y", "constructor", "\u00e9"));
    return new Tried(
        "open", Scene.plain(soul + scene.name, scene.key(), scene.state(), scene.value()));
  }

  static Tried alias(Scene scene) {
    String name = "alias" + scene.name;
    String alice = scene.alice.soul();
    String target = scene.pick(List.of("~@" + name, alice, "~@other"));
    String value =
        scene.random.nextInt(4) == 0
            ? scene.pick(List.of("null", "\"" + target + "\"", "1", "false"))
            : "{\"#\":\"" + target + "\"}";
    return scene.random.nextBoolean()
        ? new Tried("alias", Scene.plain("~@", name, scene.state(), value))
        : new Tried("alias", Scene.plain("~@" + name, alice, scene.state(), value));
  }

  static Tried account(Scene scene) {
    Author user = scene.alice;
    String named = scene.pick(List.of(user, user, scene.bob)).pub();
    return scene.random.nextInt(4) == 0
        ? new Tried("account", user.put(user.soul(), "pub", scene.state(), "\"" + named + "\""))
        : new Tried("account", new Delta(user.soul(), "pub", scene.state(), Author.quoted(named)));
  }

  static Tried content(Scene scene) {
    String json = scene.value();
    String text = json.startsWith("\"") ? Scene.text(new Delta("", "", 0, Bytes.utf8(json))) : json;
    byte[] hash = sha256(text + scene.pick(List.of("", "", "", "x")));
    String base64 = Base64.getEncoder().encodeToString(hash);
    String name =
        switch (scene.random.nextInt(4)) {
          case 0 -> HexFormat.of().formatHex(hash);
          case 1 -> "a#b#" + HexFormat.of().withUpperCase().formatHex(hash);
          case 2 -> "post#" + base64;
          default -> base64;
        };
    return new Tried("content", Scene.plain("#" + scene.name, name, scene.state(), json));
  }

  static Tried expiring(Scene scene) {
    double ageMs = scene.pick(List.of(1.0, 8.0, 1e3, 1e6)) * 1000;
    String seconds = scene.pick(List.of("500", "0", "x", "5e2s", "-5", "Infinity", "500<?1"));
    return new Tried(
        "expiring",
        Scene.plain(
            "forget" + scene.name + "<?" + seconds,
            "k",
            scene.fromMs + Scene.AGO_MS - ageMs,
            scene.value()));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

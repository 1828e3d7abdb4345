package io.gunrelay.relay.differential;

import io.gunrelay.relay.bytes.JsNumber;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;
import java.util.List;

/** Puts of Bob into Alice's space, with certificates that let him, or do not. */
final class CertifiedPuts {
  private static final List<String> POLICIES =
      List.of(
          "{\"*\":\"inbox\"}",
          "\"inbox/KEY\"",
          "{\"#\":\"inbox\"}",
          "{\"#\":{\"*\":\"in\"},\".\":{\"*\":\"k\"}}",
          "{\".\":{\"<\":\"l\",\">\":\"k\"}}",
          "{\".\":\"KEY\"}",
          "{\"=\":\"inbox/KEY\"}",
          "{\">\":\"inbox\"}",
          "{\"<\":\"a\"}",
          "{\"*\":\"outbox\"}",
          "{\"#\":\"outbox\"}",
          "{\"*\":\"\"}",
          "{\"*\":\"inbox\",\"+\":\"*\"}",
          "[\"nothing\",{\"#\":\"inbox\"}]",
          "[]",
          "\"\"");

  private CertifiedPuts() {}

  static Tried any(Scene scene) {
    Author bob = scene.bob;
    String key = scene.random.nextInt(4) == 0 ? "k" + bob.pub() : scene.key();
    String policy = scene.pick(POLICIES).replace("\"inbox/KEY\"", Texts.quoted("inbox/" + key));
    policy = policy.replace("\"KEY\"", Texts.quoted(key));
    String soul = scene.random.nextInt(5) == 0 ? scene.alice.soul() : scene.inbox();
    boolean sorted = scene.random.nextInt(3) > 0;
    String terms =
        sorted ? terms(scene, policy) : "{\"w\":%s,\"c\":\"%s\"}".formatted(policy, bob.pub());
    Author signer = scene.random.nextInt(6) == 0 ? bob : scene.alice;
    String certificate = signer.certify(terms);
    String what = sorted ? "certificate" : "certificate with names in another order";
    if (terms.contains("\"c\":[")) {
      what = "certificate for a list of writers";
    }
    return new Tried(what, bob.put(soul, key, scene.state(), scene.value(), certificate));
  }

  /** The owner keeps a list of whom it has blocked, and Bob stands there, or does not. */
  static Tried blocked(Scene scene) {
    Author alice = scene.alice;
    Author bob = scene.bob;
    String list = alice.soul() + "/blocked";
    String link = "{\"#\":\"" + list + "\"}";
    String yes = scene.pick(List.of("true", "1", "false", "0", "\"true\"", "null"));
    List<Delta> before =
        List.of(
            alice.put(alice.soul(), "blocked", scene.state(), link),
            alice.put(list, bob.pub(), scene.state(), yes));
    String named = scene.pick(List.of("\"blocked\"", "\"" + list + "\"", link, "\"absent\""));
    String certificate =
        alice.certify(
            "{\"c\":\"%s\",\"w\":{\"*\":\"inbox\"},\"wb\":%s}".formatted(bob.pub(), named));
    return new Tried(
        "list of blocked writers",
        bob.put(scene.inbox(), scene.key(), scene.state(), scene.value(), certificate),
        before);
  }

  private static String terms(Scene scene, String policy) {
    String bob = scene.bob.pub();
    String eve = scene.eve.pub();
    String writers =
        switch (scene.random.nextInt(6)) {
          case 0 -> "\"*\"";
          case 1 -> "\"" + eve + "\"";
          case 2 -> "[\"%s\",\"%s\"]".formatted(eve, bob);
          case 3 -> "[\"*\"]";
          default -> "\"" + bob + "\"";
        };
    String past = JsNumber.text(scene.fromMs - Scene.AGO_MS);
    String end =
        switch (scene.random.nextInt(6)) {
          case 0 -> ",\"e\":" + past;
          case 1 -> ",\"e\":" + JsNumber.text(scene.fromMs + 2 * Scene.AGO_MS);
          case 2 -> ",\"e\":\"" + past + "\"";
          default -> "";
        };
    return "{\"c\":%s%s,\"w\":%s}".formatted(writers, end, policy);
  }
}

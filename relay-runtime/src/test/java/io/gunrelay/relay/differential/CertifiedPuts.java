package io.gunrelay.relay.differential;

import io.gunrelay.relay.bytes.JsNumber;
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

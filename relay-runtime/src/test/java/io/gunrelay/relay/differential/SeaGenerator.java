package io.gunrelay.relay.differential;

import io.gunrelay.relay.bytes.JsNumber;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Author;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts of users, honest and forged, with and without certificates; now and then two in one. */
final class SeaGenerator implements Generator {
  private static final int ONE_IN_HAS_TWO = 4;

  private final double nowMs;
  private final Author bob = new Author();
  private final Author eve = new Author();

  /**
   * @param nowMs when the exchanges will be said
   */
  SeaGenerator(double nowMs) {
    this.nowMs = nowMs;
  }

  @Override
  public Exchange next(Random all, int number) {
    // Keys differ from run to run, and what is drawn may depend on them: no further than here.
    Random random = new Random(all.nextLong());
    List<Tried> put = new ArrayList<>();
    int parts = random.nextInt(ONE_IN_HAS_TWO) == 0 ? 2 : 1;
    for (int part = 0; part < parts; part++) {
      put.add(tried(new Scene(random, "%05d-%d".formatted(number, part), nowMs, bob, eve)));
    }
    Set<Place> places = new LinkedHashSet<>();
    put.forEach(each -> places.add(each.place()));
    Set<String> ids = new LinkedHashSet<>();
    List<List<String>> steps = new ArrayList<>();
    List<Delta> before = put.stream().flatMap(each -> each.before().stream()).toList();
    if (!before.isEmpty()) {
      steps.add(List.of(message("b%05d".formatted(number), before, ids)));
    }
    steps.add(
        List.of(message("p%05d".formatted(number), put.stream().map(Tried::delta).toList(), ids)));
    String kind = put.stream().map(Tried::what).collect(Collectors.joining(" + "));
    return new Exchange(kind, steps, places, ids, false);
  }

  private static Tried tried(Scene scene) {
    return switch (scene.random.nextInt(19)) {
      case 0 -> PlainPuts.open(scene);
      case 1, 2 -> SignedPuts.own(scene);
      case 3, 4 -> SignedPuts.forged(scene);
      case 5, 6, 7 -> SignedPuts.mutated(scene);
      case 8, 9, 10 -> CertifiedPuts.any(scene);
      case 11 -> PlainPuts.alias(scene);
      case 12 -> PlainPuts.account(scene);
      case 13 -> PlainPuts.content(scene);
      case 14, 15 -> PlainPuts.expiring(scene);
      case 16 -> CertifiedPuts.blocked(scene);
      default -> OddPuts.any(scene);
    };
  }

  private static String message(String id, List<Delta> put, Set<String> ids) {
    String quoted = Texts.quoted(id);
    ids.add(quoted);
    List<String> nodes = new ArrayList<>();
    for (Delta delta : put) {
      String key = delta.key();
      nodes.add(
          Texts.node(
              delta.soul(),
              Map.of(key, delta.value().text()),
              Map.of(key, JsNumber.text(delta.state()))));
    }
    return Texts.put(quoted, nodes.toArray(String[]::new));
  }
}

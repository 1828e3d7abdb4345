package io.gunrelay.operator.entries;

import io.gunrelay.operator.relays.Address;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Entries and observers, and what can happen to the ways between them. */
final class World implements Observers {

  private static final String OPERATOR = "operator";

  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final Set<String> mute = ConcurrentHashMap.newKeySet();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** An entry, with a relay in east and one in north to be asked about it. */
  static Goal goal(String region) {
    return goal(region, false, false);
  }

  static Goal goal(String region, boolean urgent, boolean proven) {
    return new Goal(
        region,
        order(region),
        urgent,
        proven,
        List.of(relay("east"), relay("north")),
        Optional.of("token"));
  }

  static TrialOrder order(String region) {
    return new TrialOrder("wss://%s.example/gun".formatted(region), List.of("192.0.2.7"), false);
  }

  private static Address relay(String region) {
    return new Address.Direct(region);
  }

  /** Nobody can use it. */
  void dies(String region) {
    dead.add("* " + region);
  }

  void heals(String region) {
    dead.removeIf(way -> way.endsWith(" " + region));
  }

  /** One cannot use it. */
  void cut(String observer, String region) {
    dead.add(observer + " " + region);
  }

  /** Its relay says nothing. */
  void silences(String region) {
    mute.add(region);
  }

  /** Who was asked about what, the operator apart. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public TrialReport here(TrialOrder order) {
    return report(OPERATOR, order);
  }

  @Override
  public CompletableFuture<TrialReport> there(Address relay, TrialOrder order, String token) {
    var name = ((Address.Direct) relay).hostAndPort();
    asked.add(name + " " + region(order) + " " + token);
    return mute.contains(name)
        ? CompletableFuture.failedFuture(new IOException("no answer"))
        : CompletableFuture.completedFuture(report(name, order));
  }

  private TrialReport report(String observer, TrialOrder order) {
    var region = region(order);
    boolean ok = !dead.contains("* " + region) && !dead.contains(observer + " " + region);
    return new TrialReport(ok, region + (ok ? " serves" : " is dead"), 3);
  }

  private static String region(TrialOrder order) {
    return order.url().replaceAll("wss://(.*)[.]example/gun", "$1");
  }
}

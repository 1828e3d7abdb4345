package io.gunrelay.operator.relays;

import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one region by asking. One relay is asked at a time, the same as long as it
 * answers; after a failure the next.
 */
final class Inquiry {

  /** After so many failures in a row nothing is known any more. */
  private static final int PATIENCE = 3;

  private List<Address> addresses = List.of();
  private int turn;
  private int failures;
  private boolean underWay;
  private @Nullable RegionReport report;

  /** Returns whether whom to ask has changed. */
  synchronized boolean direct(List<Address> relays) {
    if (relays.equals(addresses)) {
      return false;
    }
    addresses = List.copyOf(relays);
    turn = 0;
    if (relays.isEmpty()) {
      report = null;
      failures = 0;
    }
    return true;
  }

  /** Whom to ask now; empty when there is nobody or an answer is awaited. */
  synchronized Optional<Address> begin() {
    if (underWay || addresses.isEmpty()) {
      return Optional.empty();
    }
    underWay = true;
    return Optional.of(addresses.get(turn % addresses.size()));
  }

  /** Whether another relay may answer where one did not. */
  synchronized boolean hasOthers() {
    return failures > 0 && failures < Math.min(PATIENCE, addresses.size());
  }

  /** Returns whether the answer says something new. */
  synchronized boolean answered(RegionReport fresh) {
    underWay = false;
    failures = 0;
    if (addresses.isEmpty()) {
      return false;
    }
    var isNews = report == null || !Digest.of(fresh).equals(Digest.of(report));
    report = fresh;
    return isNews;
  }

  /** Returns whether what was known is given up. */
  synchronized boolean failed() {
    underWay = false;
    turn++;
    failures++;
    if (failures < PATIENCE || report == null) {
      return false;
    }
    report = null;
    return true;
  }

  synchronized Optional<RegionReport> report() {
    return Optional.ofNullable(report);
  }

  /** What a new report has to differ in to be worth a round. */
  private record Digest(List<String> relays) {
    static Digest of(RegionReport report) {
      var relays = new ArrayList<String>();
      relays.add(line(report.self()));
      for (var peer : report.peers()) {
        var relay = peer.report();
        if (relay != null) {
          relays.add(line(relay) + " " + peer.connected());
        }
      }
      relays.sort(null);
      return new Digest(relays);
    }

    private static String line(RelayReport relay) {
      return relay.name()
          + " "
          + relay.load().clients()
          + " "
          + relay.ready()
          + " "
          + relay.message()
          + " "
          + relay.config()
          + " "
          + (relay.drain() == null ? null : relay.drain().state());
    }
  }
}

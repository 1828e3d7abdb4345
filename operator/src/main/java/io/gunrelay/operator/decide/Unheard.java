package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.groupingBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.relays.Silence;
import io.gunrelay.relay.api.RegionReport;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Relays that are ready by their pods, and that nobody hears: it takes Kubernetes most of a minute
 * to notice that a node is dead.
 *
 * <p>Who says so is a relay that the operator hears now, of any region. It may be the one that is
 * cut off from the others, so it is never followed to the last relay: of each set of relays one has
 * to be left that is heard, by the operator itself or by a relay that it hears. Of whom nobody says
 * anything, such as relays that are new, nothing is known, and nothing follows.
 */
final class Unheard {

  private final Observation seen;
  private final Instant now;
  private final Set<String> heard = new HashSet<>();
  private final Set<String> silent = new HashSet<>();

  /** Relays of one colour in one region. */
  private record Relays(String region, Colour colour) {}

  private Unheard(Observation seen, Instant now) {
    this.seen = seen;
    this.now = now;
    seen.reports().forEach(this::listen);
  }

  /** Names of the pods that new connections are not to go to. */
  static Set<String> pods(Observation seen, Instant now) {
    return new Unheard(seen, now).pods();
  }

  private void listen(String region, RegionReport report) {
    var last = seen.heard().get(region);
    if (last == null || Silence.isSince(last, now)) {
      return;
    }
    heard.add(report.self().name());
    for (var peer : report.peers()) {
      var relay = peer.report();
      if (relay != null && Silence.isListenedTo(peer)) {
        (Silence.isWith(peer) ? silent : heard).add(relay.name());
      }
    }
  }

  private Set<String> pods() {
    return seen.pods().stream()
        .filter(Pods::isReadyToStay)
        .filter(pod -> pod.getStatus().getPodIP() != null)
        .collect(groupingBy(pod -> new Relays(Names.regionOf(pod), Names.colourOf(pod))))
        .values()
        .stream()
        .filter(relays -> relays.stream().anyMatch(pod -> heard.contains(name(pod))))
        .flatMap(List::stream)
        .map(Unheard::name)
        .filter(name -> silent.contains(name) && !heard.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}

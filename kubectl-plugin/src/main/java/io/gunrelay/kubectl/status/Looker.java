package io.gunrelay.kubectl.status;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.kubectl.cluster.Fleets;
import io.gunrelay.kubectl.cluster.Refusals;
import io.gunrelay.kubectl.cluster.RelayReports;
import io.gunrelay.kubectl.cluster.RelayReports.Answer;
import io.gunrelay.operator.decide.Pods;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Looks at one fleet: asks for its pods, events and relays at the same time. */
final class Looker {

  private static final int EVENTS = 8;

  /** So many relays are asked; more would be a burden on the API server, and on who reads. */
  private static final int RELAYS = 40;

  private final Fleets fleets;
  private final RelayReports reports;

  Looker(Fleets fleets, RelayReports reports) {
    this.fleets = fleets;
    this.reports = reports;
  }

  /** What can be found out; what cannot is told as a gap. */
  Picture look(GunRelayCluster fleet) {
    var gaps = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pods = threads.submit(() -> fleets.pods(fleet));
      var events = threads.submit(() -> fleets.events(fleet));
      var relays = relays(result(pods, "relays", gaps), threads, gaps);
      var told =
          result(events, "events", gaps).stream()
              .sorted(Comparator.comparing(Looker::time).reversed())
              .limit(EVENTS)
              .toList();
      return new Picture(fleet, relays, told, gaps);
    }
  }

  private static <T> List<T> result(Future<List<T>> answer, String what, List<String> gaps) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KubernetesClientException refusal) {
        gaps.add("%s: %s".formatted(what, Refusals.explain(refusal)));
        return List.of();
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<Relay> relays(List<Pod> pods, ExecutorService threads, List<String> gaps) {
    var asked = new HashMap<String, Future<Answer>>();
    pods.stream()
        .filter(RelayReports::canAsk)
        .limit(RELAYS)
        .forEach(pod -> asked.put(pod.getMetadata().getName(), submit(threads, pod)));
    var views = new HashMap<String, RegionReport>();
    var silent = new HashMap<String, List<String>>();
    asked.forEach((name, future) -> {
      switch (answer(future)) {
        case Answer.Report(var report) -> views.put(name, report);
        case Answer.Silence(var why) ->
            silent.computeIfAbsent(why, reason -> new ArrayList<>()).add(name);
      }
    });
    silent.forEach(
        (why, names) -> gaps.add("what %s would say: %s".formatted(String.join(", ", names), why)));
    if (pods.size() > RELAYS) {
      gaps.add("what more than %d relays would say: they were not asked".formatted(RELAYS));
    }
    var said = said(views.values());
    return pods.stream()
        .map(pod -> relay(pod, said, views))
        .sorted(Comparator.comparing(Relay::region).thenComparing(Relay::pod))
        .toList();
  }

  private Future<Answer> submit(ExecutorService threads, Pod pod) {
    Callable<Answer> question = () -> reports.ask(pod);
    return threads.submit(question);
  }

  private static Answer answer(Future<Answer> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Silence("interrupted");
    }
  }

  /** What relays say, by name: of themselves, and else what the others heard of them. */
  private static Map<String, RelayReport> said(Collection<RegionReport> views) {
    var said = new HashMap<String, RelayReport>();
    views.stream()
        .flatMap(view -> view.peers().stream())
        .map(PeerReport::report)
        .flatMap(Stream::ofNullable)
        .forEach(report -> said.put(report.name(), report));
    views.forEach(view -> said.put(view.self().name(), view.self()));
    return said;
  }

  private static Relay relay(
      Pod pod, Map<String, RelayReport> said, Map<String, RegionReport> views) {
    var name = pod.getMetadata().getName();
    return new Relay(
        name,
        Names.regionOf(pod),
        pod.getSpec().getNodeName(),
        Pods.isReadyToStay(pod),
        pod.isMarkedForDeletion(),
        pod.getMetadata().getCreationTimestamp(),
        pod.getStatus().getContainerStatuses().stream()
            .mapToInt(ContainerStatus::getRestartCount)
            .sum(),
        said.get(name),
        views.get(name));
  }

  /** When an event was last told; the empty text where it does not say. */
  static String time(Event event) {
    return Optional.ofNullable(event.getLastTimestamp())
        .or(() -> Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()))
        .or(() -> Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
        .orElse("");
  }
}

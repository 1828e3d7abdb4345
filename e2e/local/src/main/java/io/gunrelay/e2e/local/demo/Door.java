package io.gunrelay.e2e.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.ClientOptions;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;

/**
 * Lets devices in through the entry, and learns which pod they came to: the one that reports a
 * client more. A relay's name in GUN's handshake is its process' own and stands for the pod from
 * then on.
 */
final class Door implements AutoCloseable {
  private static final Duration TO_REPORT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 20;

  private final Fleet fleet;
  private final ClientOptions options;
  private final JsonNode keys;
  private final Map<String, String> podOfRelay = new HashMap<>();
  private final Deque<Device> inside = new ConcurrentLinkedDeque<>();

  /**
   * A door for one user's devices.
   *
   * @param keys the user's
   */
  Door(Fleet fleet, ClientOptions options, JsonNode keys) {
    this.fleet = fleet;
    this.options = options;
    this.keys = keys;
  }

  /** Lets a device in. */
  Device enter(String name) {
    return enter(name, pod -> true);
  }

  /** Lets a device in again and again until it comes to a pod that fulfils the condition. */
  Device enter(String name, Predicate<String> pod) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, Long> before = fleet.clientsByPod();
      Device device = Device.connect(name, options, keys);
      inside.push(device);
      podOfRelay.computeIfAbsent(device.relay(), relay -> grown(before));
      if (pod.test(pod(device))) {
        return device;
      }
      leave(device);
    }
    throw new AssertionError(
        name + " entered " + ATTEMPTS + " times and never came to the relay that it should");
  }

  private String grown(Map<String, Long> before) {
    return Await.found(
        "a pod reports the new client",
        TO_REPORT,
        () ->
            fleet.clientsByPod().entrySet().stream()
                .filter(now -> now.getValue() > before.getOrDefault(now.getKey(), 0L))
                .map(Map.Entry::getKey)
                .findFirst());
  }

  /** The pod that a device is on, wherever it has reconnected to. */
  String pod(Device device) {
    return Optional.ofNullable(podOfRelay.get(device.relay())).orElse("a relay new to this demo");
  }

  private void leave(Device device) {
    inside.remove(device);
    Map<String, Long> before = fleet.clientsByPod();
    device.close();
    long clients = total(before) - 1;
    Await.until(
        "the relay notices that a client has gone",
        TO_REPORT,
        () -> total(fleet.clientsByPod()) <= clients);
  }

  private static long total(Map<String, Long> clientsByPod) {
    return clientsByPod.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Ends the devices. */
  @Override
  public void close() {
    List.copyOf(inside).forEach(Device::close);
    inside.clear();
  }
}

package io.gunrelay.e2e.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.e2e.gunjs.Subscription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The demo itself. Each step waits for what it says, with a deadline, and fails with an {@link
 * AssertionError} that names it.
 */
public final class Story implements AutoCloseable {
  private static final Duration TO_BE_READY = Duration.ofSeconds(90);
  private static final Duration TO_READ = Duration.ofSeconds(20);
  private static final Duration TO_BE_GONE = Duration.ofSeconds(90);
  private static final int ROUND_TRIPS = 200;
  private static final String TABS = "open";
  private static final String SESSIONS = "sessions";

  private final Stage stage;
  private final Narrator narrator;
  private final Path resource;
  private final Map<String, JsonNode> written = new HashMap<>();
  private volatile @Nullable Door door;

  /**
   * A story about one resource.
   *
   * @param resource the file of a GunRelayCluster with a host
   */
  public Story(Stage stage, Narrator narrator, Path resource) {
    this.stage = stage;
    this.narrator = narrator;
    this.resource = resource;
  }

  /** Tells it. */
  public void tell() throws Exception {
    narrator.chapter("A Kubernetes API with the operator at work");
    stage.open(narrator);

    narrator.chapter("kubectl apply -f " + resource.getFileName());
    GunRelayCluster cluster =
        Serialization.unmarshal(Files.readString(resource), GunRelayCluster.class);
    Fleet fleet = new Fleet(stage.kubernetes(), stage.namespace(), cluster.getMetadata().getName());
    apply(cluster, fleet);
    int relays = fleet.pods().size();

    narrator.chapter("Two devices of one user, through the entry");
    Door opened = new Door(fleet, stage.entering(host(cluster)), Device.newKeys());
    door = opened;
    Device phone = opened.enter("phone");
    String phonesPod = opened.pod(phone);
    Device laptop = opened.enter("laptop", pod -> !pod.equals(phonesPod));
    narrator.say("phone", "is on " + phonesPod);
    narrator.say("laptop", "is on " + opened.pod(laptop));
    write(phone, laptop);
    measure(phone, laptop);
    Await.until("the status counts the clients", TO_BE_READY, () -> fleet.clients() == 2);
    narrator.say("status", fleet.line());

    narrator.chapter("A relay crashes");
    crash(fleet, relays, phone, laptop, opened);

    narrator.chapter("kubectl delete gunrelaycluster " + cluster.getMetadata().getName());
    remove(fleet);
  }

  private void apply(GunRelayCluster cluster, Fleet fleet) {
    stage.kubernetes().resource(cluster).inNamespace(stage.namespace()).create();
    String[] last = {""};
    Await.until(
        "the fleet is Ready",
        TO_BE_READY,
        () -> {
          String line = fleet.line();
          if (!line.equals(last[0])) {
            last[0] = line;
            narrator.say("status", line);
          }
          return fleet.isReady();
        });
    for (String object : fleet.objects()) {
      if (!object.startsWith("Pod/")) {
        narrator.say("made", object);
      }
    }
    for (Pod pod : fleet.pods()) {
      narrator.say(
          "relay", "%s at %s".formatted(pod.getMetadata().getName(), pod.getStatus().getPodIP()));
    }
  }

  private static String host(GunRelayCluster cluster) {
    return Optional.ofNullable(cluster.getSpec().exposure())
        .map(ExposureSpec::host)
        .orElseThrow(() -> new AssertionError("the resource has no host"));
  }

  private void write(Device phone, Device laptop) {
    Subscription tabs = laptop.follow(TABS);
    Subscription sessions = phone.follow(SESSIONS);
    String sealed = "";
    for (Browsing.Tab tab : Browsing.tabs()) {
      String key = "tab" + written.size();
      sealed = seal(phone, key, tab.toMap());
      phone.put(TABS, key, sealed);
      laptop.knewAt(tabs, key, sealed);
    }
    narrator.say(
        "phone",
        "wrote %d tabs, each encrypted: %s…"
            .formatted(Browsing.tabs().size(), sealed.substring(0, 48)));
    Browsing.Tab last = Browsing.tabs().getLast();
    JsonNode read = laptop.open(sealed);
    check(read.path("title").asText().equals(last.title()), "the laptop reads another title");
    narrator.say(
        "laptop",
        "reads “%s” %s".formatted(read.path("title").asText(), read.path("url").asText()));

    String session = laptop.seal(Browsing.session("Tuesday evening", 40));
    laptop.put(SESSIONS, "tuesday", session);
    phone.knewAt(sessions, "tuesday", session);
    narrator.say(
        "laptop",
        "put a session of 40 tabs aside (%d bytes sealed); phone opens “%s”, %d tabs"
            .formatted(
                session.length(),
                phone.open(session).path("name").asText(),
                phone.open(session).path("tabs").size()));
  }

  private String seal(Device device, String key, Map<String, Object> value) {
    String sealed = device.seal(value);
    written.put(key, device.open(sealed));
    return sealed;
  }

  private void measure(Device phone, Device laptop) {
    SyncTimes sync = new SyncTimes();
    SyncTimes acknowledged = new SyncTimes();
    Subscription onPhone = phone.follow("clock");
    Subscription onLaptop = laptop.follow("clock");
    for (int i = 0; i < ROUND_TRIPS; i++) {
      Device from = i % 2 == 0 ? phone : laptop;
      Device to = i % 2 == 0 ? laptop : phone;
      String key = "at" + i;
      String sealed = from.seal(Map.of("round", i));
      var ack = from.put("clock", key, sealed);
      sync.add(to.knewAt(i % 2 == 0 ? onLaptop : onPhone, key, sealed) - ack.sentAtMillis());
      acknowledged.add(ack.took().toNanos() / 1e6);
    }
    narrator.say("sync", "from device to device, %d writes: %s".formatted(ROUND_TRIPS, sync));
    narrator.say("ack", "from write to disk and back: %s".formatted(acknowledged));
  }

  private void crash(Fleet fleet, int relays, Device phone, Device laptop, Door door)
      throws Exception {
    Set<String> before = fleet.clientsByPod().keySet();
    Pod victim = fleet.pod(door.pod(laptop));
    Subscription tabs = laptop.follow(TABS);
    String key = "tab" + written.size();
    String sealed =
        seal(phone, key, new Browsing.Tab("Written meanwhile", "https://a.test/", false).toMap());
    String crashed = laptop.relay();
    long crashedNs = System.nanoTime();
    narrator.say("relay", victim.getMetadata().getName() + ": " + stage.crash(victim));
    phone.put(TABS, key, sealed);
    narrator.say("phone", "wrote one more tab, which is acknowledged");
    // A cluster takes a moment to end the process, which may serve until then.
    Await.until(
        "the laptop has left the relay that crashed",
        TO_BE_READY,
        () -> !laptop.relay().equals(crashed));
    laptop.knewAt(tabs, key, sealed);
    narrator.say(
        "laptop",
        "has it by %s, %d ms after the crash"
            .formatted(
                door.pod(laptop), Duration.ofNanos(System.nanoTime() - crashedNs).toMillis()));
    Await.until(
        "the relay is back",
        TO_BE_READY,
        () ->
            fleet.allPodsAreReady(relays)
                && fleet.pods().stream().noneMatch(pod -> isStill(pod, victim))
                && fleet.isReady());
    narrator.say(
        "relay",
        "is back and ready, %.1f s after the crash"
            .formatted((System.nanoTime() - crashedNs) / 1e9));
    narrator.say("status", fleet.line());

    Set<String> survivors = new HashSet<>(before);
    survivors.remove(victim.getMetadata().getName());
    Device tablet = door.enter("tablet", pod -> !survivors.contains(pod));
    Await.until(
        "the relay that crashed serves every tab",
        TO_READ,
        () -> tablet.readAll(TABS).equals(written));
    narrator.say(
        "tablet",
        "is new, on %s, and reads all %d tabs".formatted(door.pod(tablet), written.size()));
  }

  /** Whether a pod is the victim as it was before the crash. */
  private static boolean isStill(Pod pod, Pod victim) {
    return pod.getMetadata().getUid().equals(victim.getMetadata().getUid())
        && Fleet.restarts(pod) == Fleet.restarts(victim);
  }

  private void remove(Fleet fleet) {
    fleet.resource().delete();
    try {
      Await.until(
          "all that was made for it is gone",
          TO_BE_GONE,
          () -> fleet.resource().get() == null && fleet.objects().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; left: " + fleet.objects(), e);
    }
    narrator.say("gone", "the resource and all that was made for it");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(Objects.requireNonNull(otherwise));
    }
  }

  /** Ends the devices. */
  @Override
  public void close() {
    Door opened = door;
    if (opened != null) {
      opened.close();
    }
  }
}

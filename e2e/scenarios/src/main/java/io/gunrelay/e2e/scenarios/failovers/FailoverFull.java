package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.SmallDisk;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The disks of a region's relays are full: they take no writes, and clients are led elsewhere. */
public final class FailoverFull {
  private static final int MEBIBYTES = 256;
  private static final int LARGE = 60;
  private static final int LARGE_BYTES = 500_000;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration TO_SWITCH = Duration.ofSeconds(90);
  private static final Duration AIM = Duration.ofSeconds(40);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);

  private FailoverFull() {}

  public static void tell(Stage stage) {
    String storage = stage.namespace();
    offer(stage, storage);
    Map<String, SmallDisk> disks = new HashMap<>();
    TwoRegions.nodes(stage)
        .forEach((region, node) -> {
          SmallDisk disk = SmallDisk.mount(stage, MEBIBYTES);
          disks.put(region, disk);
          offer(stage, storage, node, disk);
        });
    TwoRegions fleet =
        TwoRegions.start(
            stage,
            "full",
            stage.settings().relayImage(),
            "{holdDownSeconds: 10}",
            "storage: {type: PersistentVolume, size: 128Mi, storageClassName: %s, whenDeleted: Delete}\n"
                .formatted(storage));
    String lost = fleet.withoutOperator();
    String other = fleet.otherThan(lost);
    Inhabitants clients = Inhabitants.settle(stage, fleet, lost);
    Dialler dialler = Dialler.start(fleet.host(lost), fleet.address(lost));
    stage.atEnd(dialler);

    SmallDisk disk = Objects.requireNonNull(disks.get(lost));
    disk.fill();
    List<Writer> large = writeMuch(stage, fleet, other);
    Await.until(
        "the relays of %s to notice that their disk is full".formatted(lost),
        SOON,
        () -> fleet.relays(lost).stream().noneMatch(Readiness::isPodReady));
    long fullNs = System.nanoTime();
    stage.saw("the disk of %s is full".formatted(lost));
    clients.writer(other).write(20);
    stage.saw("writes in %s are acknowledged".formatted(other));
    Await.until(
        "a switch", TO_SWITCH, () -> !fleet.switches().isEmpty(), () -> fleet.fleet().line());
    stage.took("until the switch", Duration.ofNanos(System.nanoTime() - fullNs), AIM);
    stage.saw(fleet.switches().getFirst().toString());
    stage.saw(fleet.fleet().line());
    Await.until(
        "all clients to be in " + other,
        SOON,
        () -> fleet.clients(lost) == 0,
        () -> fleet.fleet().line() + "; " + lost + " has " + fleet.clients(lost));
    clients.awaitConnected(SOON);
    clients.writer(lost).writeUntilAcknowledged(SOON);
    stage.saw(
        "all clients are in %s; %d dials failed; %s"
            .formatted(other, dialler.failed(), clients.report()));

    disk.free();
    fleet.awaitHome(TO_RETURN);
    stage.saw("%s has space and serves its clients again".formatted(lost));
    for (String region : fleet.names()) {
      var reader = stage.client(fleet.host(region), fleet.address(region));
      large.forEach(writer -> writer.awaitAllReadBy(reader, SOON));
    }
    clients.check();
    fleet.expectSwitches(1);
  }

  /** More than the log of a store has been given in advance. */
  private static List<Writer> writeMuch(Stage stage, TwoRegions fleet, String region) {
    String padding = "x".repeat(LARGE_BYTES);
    var client = stage.client(fleet.host(region), fleet.address(region));
    List<Writer> writers = new ArrayList<>();
    Duration longest = Duration.ZERO;
    for (int i = 0; i < LARGE; i++) {
      Writer writer = new Writer(client, "large " + i, value -> value + padding);
      Duration took = writer.insist();
      longest = took.compareTo(longest) > 0 ? took : longest;
      writers.add(writer);
    }
    stage.saw(
        "%d large writes in %s are acknowledged, the slowest after %d ms"
            .formatted(LARGE, region, longest.toMillis()));
    return writers;
  }

  private static void offer(Stage stage, String name) {
    var storage =
        new StorageClassBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withProvisioner("kubernetes.io/no-provisioner")
            .withVolumeBindingMode("WaitForFirstConsumer")
            .build();
    stage.kubernetes().resource(storage).create();
    stage.atEnd(() -> stage.kubernetes().resource(storage).delete());
  }

  private static void offer(Stage stage, String storage, String node, SmallDisk disk) {
    var volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(storage + "-" + node)
            .endMetadata()
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .addToCapacity("storage", new Quantity(MEBIBYTES + "Mi"))
            .withStorageClassName(storage)
            .withPersistentVolumeReclaimPolicy("Retain")
            .withNewLocal()
            .withPath(disk.path().toString())
            .endLocal()
            .withNewNodeAffinity()
            .withNewRequired()
            .addNewNodeSelectorTerm()
            .addNewMatchExpression()
            .withKey("kubernetes.io/hostname")
            .withOperator("In")
            .withValues(node)
            .endMatchExpression()
            .endNodeSelectorTerm()
            .endRequired()
            .endNodeAffinity()
            .endSpec()
            .build();
    stage.kubernetes().resource(volume).create();
    stage.atEnd(() -> stage.kubernetes().resource(volume).delete());
  }
}

package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.OptionalKinds;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Turn;
import io.gunrelay.relay.api.RegionReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds observations from YAML. */
final class World {

  /** What relays know each other by is no matter of these tests. */
  static final Credentials CREDENTIALS =
      new Credentials(Map.of(), Map.of(), Instant.EPOCH, Optional.empty(), Instant.MAX);

  static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final List<HasMetadata> objects = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private final Map<String, RegionReport> reports = new HashMap<>();
  private final Set<Class<? extends HasMetadata>> optionalKinds = new HashSet<>(OptionalKinds.ALL);

  /** That nothing is on the way from one revision to the next. */
  static Turn turn(Fleet fleet) {
    return Turn.none(
        Course.of(
            fleet.storage() instanceof Storage.Volume ? Colour.NONE : Colour.BLUE,
            fleet.revision()));
  }

  /** The same. */
  static Progress progress(Fleet fleet) {
    return new Progress(turn(fleet).course(), turn(fleet), 3, Judged.nothing(""), List.of());
  }

  /** That all regions serve their clients. */
  static Ruling ruling() {
    return new Ruling(
        io.gunrelay.operator.failover.Course.NEW, Map.of(), Map.of(), Optional.empty());
  }

  World withObject(String yaml) {
    objects.add(ours(YAML.unmarshal(yaml)));
    return this;
  }

  World withForeignObject(String yaml) {
    objects.add(YAML.unmarshal(yaml));
    return this;
  }

  /** A Deployment demo-west-blue whose controller has seen its spec. */
  World withDeployment(int replicas, int existing, int updated) {
    return withObject(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: demo-west-blue, generation: 3, labels: {gunrelay.io/region: west, gunrelay.io/colour: blue}}
        spec: {replicas: %d}
        status: {observedGeneration: 3, replicas: %d, updatedReplicas: %d}
        """
            .formatted(replicas, existing, updated));
  }

  World withPod(String name, String status) {
    return withPod("west", name, status);
  }

  World withPod(String region, String name, String status) {
    return withColouredPod(region, "blue", name, status);
  }

  World withColouredPod(String region, String colour, String name, String status) {
    var pod =
        YAML.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, labels: {gunrelay.io/region: %s, gunrelay.io/colour: %s}}
            status:
            """
                    .formatted(name, region, colour)
                + status.indent(2),
            Pod.class);
    pods.add(pod);
    return this;
  }

  World withReadyPod(String name) {
    return withPod(
        name,
        """
        phase: Running
        conditions: [{type: Ready, status: "True"}]
        containerStatuses:
        - {name: relay, ready: true, started: true, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
        """);
  }

  World withReport(RegionReport report) {
    reports.put("west", report);
    return this;
  }

  World withoutServiceMonitors() {
    optionalKinds.remove(ServiceMonitor.class);
    return this;
  }

  World withoutGatewayApi() {
    optionalKinds.removeAll(List.of(Gateway.class, HTTPRoute.class));
    return this;
  }

  World withoutCertManager() {
    optionalKinds.remove(Certificate.class);
    return this;
  }

  World withoutExternalDns() {
    optionalKinds.remove(DnsEndpoint.class);
    return this;
  }

  /** A DNSEndpoint of the fleet's. */
  World withRecords(String endpoints) {
    objects.add(
        ours(
            YAML.unmarshal(
                """
                apiVersion: externaldns.k8s.io/v1alpha1
                kind: DNSEndpoint
                metadata: {name: demo}
                spec: {endpoints: [%s]}
                """
                    .formatted(endpoints),
                DnsEndpoint.class)));
    return this;
  }

  /** A Certificate of the fleet's, made half a minute before the tests' now. */
  World withCertificate(String conditions) {
    var certificate =
        YAML.unmarshal(
            """
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: demo, generation: 2, creationTimestamp: "2026-01-01T00:00:00Z"}
            status: {conditions: [%s]}
            """
                .formatted(conditions),
            Certificate.class);
    objects.add(ours(certificate));
    return this;
  }

  Observation seen() {
    return new Observation(objects, pods, reports, optionalKinds);
  }

  private static HasMetadata ours(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    meta.setOwnerReferences(
        List.of(
            new OwnerReferenceBuilder().withUid(Fleets.OWNER.uid()).withController(true).build()));
    return object;
  }

  /** Notes that the operator applied the field {@code spec.replicas}. */
  World whoseReplicasAreOurs() {
    var entry = new ManagedFieldsEntry();
    entry.setManager("gunrelay-operator");
    entry.setOperation("Apply");
    entry.setFieldsV1(new FieldsV1());
    entry.getFieldsV1().setAdditionalProperty("f:spec", Map.of("f:replicas", Map.of()));
    objects.getLast().getMetadata().setManagedFields(List.of(entry));
    return this;
  }
}

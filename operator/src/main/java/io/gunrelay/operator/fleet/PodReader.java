package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.forbidden;
import static io.gunrelay.operator.fleet.Given.listed;
import static io.gunrelay.operator.fleet.Given.mapped;
import static io.gunrelay.operator.fleet.Given.refused;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.ImagePullSecret;
import io.gunrelay.api.v1alpha1.RelayPodMetadata;
import io.gunrelay.api.v1alpha1.RelayPodSpec;
import io.gunrelay.api.v1alpha1.RelayToleration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a resource says of its pods. */
final class PodReader {

  private static final String METADATA = "spec.podTemplate.metadata.";
  private static final String SPEC = "spec.podTemplate.spec.";

  /** The operator's own, and those by which Kubernetes knows a workload's pods. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "([-a-z0-9.]*[.])?(gunrelay[.]io|app[.]kubernetes[.]io|apps[.]kubernetes[.]io"
              + "|statefulset[.]kubernetes[.]io)/.*|pod-template-hash|controller-revision-hash");

  /** What nodes have while they are lost: everybody may say how soon relays leave them. */
  private static final Set<String> LOST =
      Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  private final Allowed allowed;
  private final String namespace;

  PodReader(Allowed allowed, String namespace) {
    this.allowed = allowed;
    this.namespace = namespace;
  }

  PodOverrides overrides(GunRelayClusterSpec spec) {
    var template = spec.podTemplate();
    var metadata = template == null ? null : template.metadata();
    var given = template == null ? null : template.spec();
    var some = metadata == null ? new RelayPodMetadata(null, null) : metadata;
    var more = given == null ? new RelayPodSpec(null, null, null, null, null, null, null) : given;
    return new PodOverrides(
        listed(spec.imagePullSecrets()).stream().map(ImagePullSecret::name).toList(),
        keys("labels", some.labels(), allowed.podLabels(), "GUNRELAY_ALLOWED_POD_LABELS"),
        keys(
            "annotations",
            some.annotations(),
            allowed.podAnnotations(),
            "GUNRELAY_ALLOWED_POD_ANNOTATIONS"),
        mapped(more.nodeSelector()),
        affinity(more.affinity()),
        listed(more.tolerations()).stream().map(this::toleration).toList(),
        listed(more.topologySpreadConstraints()),
        name(
            "priorityClassName",
            more.priorityClassName(),
            allowed.priorityClasses(),
            "GUNRELAY_ALLOWED_PRIORITY_CLASSES"),
        name(
            "runtimeClassName",
            more.runtimeClassName(),
            allowed.runtimeClasses(),
            "GUNRELAY_ALLOWED_RUNTIME_CLASSES"),
        name(
            "schedulerName",
            more.schedulerName(),
            allowed.schedulers(),
            "GUNRELAY_ALLOWED_SCHEDULERS"));
  }

  private Map<String, String> keys(
      String field, @Nullable Map<String, String> given, Patterns patterns, String setting) {
    for (var key : mapped(given).keySet()) {
      if (RESERVED.matcher(key).matches()) {
        throw refused(METADATA + field, "'" + key + "' is the operator's own: choose another key");
      }
      if (!patterns.match(key, namespace)) {
        throw forbidden(METADATA + field, key, setting);
      }
    }
    return mapped(given);
  }

  private @Nullable String name(
      String field, @Nullable String given, Patterns patterns, String setting) {
    if (given != null && !patterns.match(given, namespace)) {
      throw forbidden(SPEC + field, given, setting);
    }
    return given;
  }

  private Toleration toleration(RelayToleration given) {
    @Nullable String key = given.key();
    var field = SPEC + "tolerations[]";
    if (key == null || key.isBlank()) {
      throw refused(field, "names no taint: give its key");
    }
    var seconds = given.tolerationSeconds();
    if (!(LOST.contains(key) && seconds != null) && !allowed.taints().match(key, namespace)) {
      throw forbidden(field, key, "GUNRELAY_ALLOWED_TAINTS");
    }
    var effect = given.effect();
    return new Toleration(
        effect == null ? null : effect.name(),
        key,
        given.operator().name(),
        seconds,
        given.value());
  }

  private static Affinity affinity(@Nullable Affinity given) {
    if (given == null) {
      return new Affinity();
    }
    if (terms(given).anyMatch(PodReader::looksElsewhere)) {
      throw refused(
          SPEC + "affinity",
          "looks at pods of other namespaces: remove namespaces and selectors" + " of them");
    }
    return given;
  }

  /** A relay that bears no pod of another namespace beside it would keep it from being there. */
  private static boolean looksElsewhere(PodAffinityTerm term) {
    return !term.getNamespaces().isEmpty() || term.getNamespaceSelector() != null;
  }

  private static Stream<PodAffinityTerm> terms(Affinity affinity) {
    var required = new ArrayList<PodAffinityTerm>();
    var preferred = new ArrayList<WeightedPodAffinityTerm>();
    var near = affinity.getPodAffinity();
    if (near != null) {
      required.addAll(near.getRequiredDuringSchedulingIgnoredDuringExecution());
      preferred.addAll(near.getPreferredDuringSchedulingIgnoredDuringExecution());
    }
    var far = affinity.getPodAntiAffinity();
    if (far != null) {
      required.addAll(far.getRequiredDuringSchedulingIgnoredDuringExecution());
      preferred.addAll(far.getPreferredDuringSchedulingIgnoredDuringExecution());
    }
    return Stream.concat(
            required.stream(), preferred.stream().map(WeightedPodAffinityTerm::getPodAffinityTerm))
        .filter(Objects::nonNull);
  }
}

package io.gunrelay.kubectl.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.kubectl.cluster.Refusals;
import io.gunrelay.operator.apply.KubeObjects;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.observe.Observation;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator writes to, in place of a cluster: every write is sent as a dry run, and what it
 * would change is noted.
 */
final class DryRun implements KubeObjects {

  private static final String ALL = "All";

  private final KubernetesClient client;
  private final String namespace;
  private final Observation seen;
  private final ObjectText text;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Ref, HasMetadata> overwritten = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private boolean compared;

  DryRun(KubernetesClient client, String namespace, Observation seen, ObjectText text) {
    this.client = client;
    this.namespace = namespace;
    this.seen = seen;
    this.text = text;
  }

  /** What would change, in the order in which it would. */
  List<Difference> differences() {
    return differences;
  }

  /** Whether objects were compared here, since the user may not ask the API server to. */
  boolean isCompared() {
    return compared;
  }

  @Override
  public Optional<HasMetadata> cached(Ref ref) {
    return seen.find(ref.kind(), ref.name()).map(HasMetadata.class::cast);
  }

  /** Of a Secret that its user may not read, nothing is known. */
  @Override
  public Optional<HasMetadata> fetch(Ref ref) {
    try {
      return Optional.ofNullable(
          client.resources(ref.kind()).inNamespace(namespace).withName(ref.name()).get());
    } catch (KubernetesClientException e) {
      if (ref.kind() == Secret.class && e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Never: the API server says it best. */
  @Override
  public boolean matches(HasMetadata actual, HasMetadata wanted) {
    return false;
  }

  @Override
  public HasMetadata apply(HasMetadata wanted, Optional<HasMetadata> actual) {
    var ref = Ref.to(wanted);
    var before = actual.map(this::read).orElse(Difference.NOTHING);
    try {
      var done = overwritten.get(ref);
      var after = done == null ? patch(wanted) : done;
      note(ref, before, read(after));
      return after;
    } catch (KubernetesClientException e) {
      if (!Refusals.isForbidden(e)) {
        throw e;
      }
      compared = true;
      note(ref, before, actual.isEmpty() ? read(wanted) : Overlay.of(before, read(wanted)));
      return actual.orElse(wanted);
    }
  }

  private HasMetadata patch(HasMetadata wanted) {
    return client
        .resource(wanted)
        .patch(context().withPatchType(PatchType.SERVER_SIDE_APPLY).withForce(true).build());
  }

  private static PatchContext.Builder context() {
    return new PatchContext.Builder()
        .withDryRun(List.of(ALL))
        .withFieldManager(Names.FIELD_MANAGER);
  }

  private JsonNode read(HasMetadata object) {
    return json.valueToTree(object);
  }

  private void note(Ref ref, JsonNode before, JsonNode after) {
    var was = text.bare(before);
    var would = text.bare(after);
    if (!was.equals(would)) {
      differences.add(new Difference(ref, was, would));
    }
  }

  @Override
  public void overwrite(HasMetadata wanted) {
    overwritten.put(
        Ref.to(wanted),
        client
            .resources(wanted.getClass())
            .inNamespace(namespace)
            .withName(wanted.getMetadata().getName())
            .patch(
                context().withPatchType(PatchType.JSON_MERGE).build(),
                client.getKubernetesSerialization().asJson(wanted)));
  }

  /** Changes who holds the number, and not the number. */
  @Override
  public void holdReplicas(HasMetadata workload, int replicas) {}

  @Override
  public boolean delete(HasMetadata actual) {
    note(Ref.to(actual), read(actual), Difference.NOTHING);
    return true;
  }
}

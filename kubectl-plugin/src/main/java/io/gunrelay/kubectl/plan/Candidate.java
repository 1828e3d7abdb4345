package io.gunrelay.kubectl.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.kubectl.cluster.Fleets;
import io.gunrelay.kubectl.cluster.Problem;
import io.gunrelay.kubectl.cluster.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fleet that a plan is made for: as it is stored, or with the spec, annotations and labels of a
 * file.
 *
 * @param isNew whether there is none of that name yet
 * @param checked whether the API server has taken it, if only as a dry run
 */
record Candidate(GunRelayCluster fleet, boolean isNew, boolean checked) {

  /** As it is stored. */
  static Candidate stored(Fleets fleets, String name) {
    return new Candidate(fleets.get(name), false, true);
  }

  /**
   * As a file has it. The API server fills in defaults and refuses what is wrong, as it would if it
   * were applied.
   *
   * @param name null for the file's only fleet
   */
  static Candidate of(KubernetesClient client, Fleets fleets, Path file, Optional<String> name) {
    var wanted = read(client, file, name);
    var stored = fleets.find(wanted.getMetadata().getName());
    var fleet = stored.map(present -> over(present, wanted)).orElse(wanted);
    try {
      var resource = client.resource(fleet).dryRun(true);
      return new Candidate(
          stored.isPresent() ? resource.update() : resource.create(), stored.isEmpty(), true);
    } catch (KubernetesClientException e) {
      if (Refusals.isForbidden(e) && stored.isPresent()) {
        return new Candidate(fleet, false, false);
      }
      throw new Problem(
          Refusals.isForbidden(e)
              ? Refusals.explain(e)
              : "the API server would not take %s: %s".formatted(file, Refusals.reason(e)));
    }
  }

  private static GunRelayCluster over(GunRelayCluster stored, GunRelayCluster wanted) {
    var fleet = new GunRelayCluster();
    var meta = wanted.getMetadata();
    fleet.setMetadata(
        new ObjectMetaBuilder(stored.getMetadata())
            .addToAnnotations(meta.getAnnotations())
            .addToLabels(meta.getLabels())
            .withManagedFields()
            .build());
    fleet.setSpec(wanted.getSpec());
    fleet.setStatus(stored.getStatus());
    return fleet;
  }

  private static GunRelayCluster read(KubernetesClient client, Path file, Optional<String> name) {
    var found = new ArrayList<GunRelayCluster>();
    for (var document : documents(file)) {
      if (GunRelayCluster.KIND.equals(document.path("kind").asText())) {
        found.add(parsed(client, file, document));
      }
    }
    found.removeIf(
        fleet -> name.filter(asked -> !asked.equals(fleet.getMetadata().getName())).isPresent());
    if (found.size() != 1) {
      throw new Problem(
          found.isEmpty()
              ? "%s has no GunRelayCluster%s".formatted(file, name.map(" "::concat).orElse(""))
              : "%s has %d fleets: name one of them".formatted(file, found.size()));
    }
    var fleet = found.getFirst();
    if (fleet.getMetadata().getNamespace() == null) {
      fleet.getMetadata().setNamespace(client.getNamespace());
    } else if (!fleet.getMetadata().getNamespace().equals(client.getNamespace())) {
      throw new Problem(
          "%s is for namespace %s, not %s: give -n %1$s"
              .formatted(
                  fleet.getMetadata().getNamespace(),
                  fleet.getMetadata().getName(),
                  client.getNamespace()));
    }
    return fleet;
  }

  private static GunRelayCluster parsed(KubernetesClient client, Path file, ObjectNode document) {
    try {
      var fleet =
          client.getKubernetesSerialization().unmarshal(document.toString(), GunRelayCluster.class);
      if (fleet.getMetadata() == null || fleet.getMetadata().getName() == null) {
        throw new Problem("%s has a GunRelayCluster without a name".formatted(file));
      }
      return fleet;
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new Problem("%s cannot be read: %s".formatted(file, firstLine(e)));
    }
  }

  private static List<ObjectNode> documents(Path file) {
    var yaml = new ObjectMapper(new YAMLFactory());
    try (var text = Files.newBufferedReader(file);
        var values = yaml.readerFor(ObjectNode.class).<ObjectNode>readValues(text)) {
      return values.readAll().stream().filter(document -> document != null).toList();
    } catch (NoSuchFileException e) {
      throw new Problem("there is no file %s".formatted(file));
    } catch (JsonProcessingException e) {
      throw new Problem("%s is no YAML: %s".formatted(file, firstLine(e)));
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s".formatted(file, firstLine(e)));
    }
  }

  private static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Optional.ofNullable(root.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse(root.getClass().getSimpleName());
  }
}

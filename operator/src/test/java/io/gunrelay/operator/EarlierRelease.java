package io.gunrelay.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.credentials.Found;
import io.gunrelay.operator.credentials.Issuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an operator of an earlier time made of some fleets, as files: the CRD of its time, the
 * resources with their status, and all their objects. Of Secrets only the names of what they held
 * are there.
 */
record EarlierRelease(Path folder) {

  private static final Path ALL = Path.of("src/test/earlier-releases");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** In place of the namespace and of a resource's UID, which are others each time. */
  private static final String NAMESPACE = "namespace-of-the-record";

  private static final String UID = "uid-of-";

  /** All that were recorded. */
  static List<EarlierRelease> all() {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.filter(Files::isDirectory).sorted().map(EarlierRelease::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fleets that are valid in every release. */
  static List<GenericKubernetesResource> fleets() {
    return parse(read(ALL.resolve("fleets.yaml")));
  }

  /** The CRD. */
  CustomResourceDefinition definition() {
    return YAML.unmarshal(read(folder.resolve("crd.yaml")), CustomResourceDefinition.class);
  }

  /** Puts all that it made into a namespace, as it had made it. */
  void restore(KubernetesClient client, String namespace) {
    var uids = new HashMap<String, String>();
    for (var fleet : parse(read(folder.resolve("resources.yaml")))) {
      fleet.getMetadata().setNamespace(namespace);
      var made = client.resource(fleet).create();
      uids.put(made.getMetadata().getName(), made.getMetadata().getUid());
      fleet.setAdditionalProperty("spec", null);
      var _ = client.resource(fleet).subresource("status").patch(asTheOperator());
    }
    var text = read(folder.resolve("objects.yaml")).replace(NAMESPACE, namespace);
    for (var uid : uids.entrySet()) {
      text = text.replaceAll(UID + uid.getKey() + "\\b(?!-)", uid.getValue());
    }
    var secrets = secrets(uids);
    for (var object : parse(text)) {
      if (object.getKind().equals("Secret")) {
        fill(object, secrets.getOrDefault(object.getMetadata().getName(), Map.of()));
      }
      var _ = client.resource(object).patch(asTheOperator());
    }
  }

  private static PatchContext asTheOperator() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager("gunrelay-operator")
        .withForce(true)
        .build();
  }

  /** Certificates as they are made today: those of a record would be out of date one day. */
  private static Map<String, Map<String, String>> secrets(Map<String, String> uids) {
    var issuer = new Issuer(new SecureRandom(), Duration.ofMinutes(1));
    var secrets = new HashMap<String, Map<String, String>>();
    uids.forEach((fleet, uid) -> {
      var issued = issuer.issue(uid, Found.NOTHING, "", Instant.now());
      secrets.put(fleet + "-replication-ca", issued.authority());
      secrets.put(fleet + "-replication-tls", issued.certificate());
    });
    return secrets;
  }

  private static void fill(GenericKubernetesResource secret, Map<String, String> texts) {
    Map<String, Object> data = secret.get("data");
    data.replaceAll((name, nothing) ->
        Base64.getEncoder()
            .encodeToString(texts.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8)));
  }

  /** Where the record of a release is kept. */
  static Path folder(String version) throws IOException {
    return Files.createDirectories(ALL.resolve(version));
  }

  /** Records what the present operator has made. */
  static EarlierRelease record(Fixture fixture, CustomResourceDefinition definition, Path folder)
      throws IOException {
    var fleets =
        fixture
            .client()
            .resources(GunRelayCluster.class)
            .inNamespace(fixture.namespace())
            .list()
            .getItems();
    var objects = text(Objects.made(fixture).toList()).replace(fixture.namespace(), NAMESPACE);
    for (var fleet : fleets) {
      var meta = fleet.getMetadata();
      objects = objects.replace(meta.getUid(), UID + meta.getName());
    }
    Files.writeString(folder.resolve("crd.yaml"), YAML.asYaml(definition));
    Files.writeString(folder.resolve("resources.yaml"), text(fleets));
    Files.writeString(folder.resolve("objects.yaml"), objects);
    return new EarlierRelease(folder);
  }

  private static String text(List<? extends HasMetadata> objects) {
    var text = new StringBuilder();
    for (var object : objects) {
      ObjectNode tree = YAML.convertValue(object, ObjectNode.class);
      ((ObjectNode) tree.get("metadata")).retain("name", "namespace", "labels", "ownerReferences");
      if (object instanceof GunRelayCluster) {
        ((ObjectNode) tree.get("metadata")).remove("namespace");
      } else {
        tree.remove("status");
      }
      if (object instanceof Service service && !"None".equals(service.getSpec().getClusterIP())) {
        ((ObjectNode) tree.get("spec")).remove(List.of("clusterIP", "clusterIPs"));
      }
      if (tree.get("data") instanceof ObjectNode data && object.getKind().equals("Secret")) {
        data.properties().forEach(entry -> data.put(entry.getKey(), ""));
      }
      text.append(YAML.asYaml(tree));
    }
    return text.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<GenericKubernetesResource> parse(String text) {
    var all = new ArrayList<GenericKubernetesResource>();
    for (var document : text.split("(?m)^---$", -1)) {
      if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
        all.add(YAML.unmarshal(document, GenericKubernetesResource.class));
      }
    }
    return all;
  }
}

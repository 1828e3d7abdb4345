package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Plays another cluster: a namespace that the operator knows by a kubeconfig alone, through a gate,
 * with the rights of {@code deploy/other-cluster}.
 */
final class Elsewhere implements AutoCloseable {

  private static final Path RIGHTS = Path.of("../deploy/other-cluster/rbac.yaml");

  private final KubernetesClient client;
  private final String namespace = "elsewhere-" + UUID.randomUUID().toString().substring(0, 8);
  private final Gate gate;

  Elsewhere(KubernetesClient client) throws IOException {
    this.client = client;
    var server = URI.create(client.getConfiguration().getMasterUrl());
    this.gate = new Gate(server.getHost(), server.getPort());
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    try (InputStream rights = Files.newInputStream(RIGHTS)) {
      client.load(rights).inNamespace(namespace).create();
    }
  }

  String namespace() {
    return namespace;
  }

  Gate gate() {
    return gate;
  }

  /** A Secret whose kubeconfig leads here. */
  Secret kubeConfig(Fixture fixture, String name) {
    return secret(
        name,
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: here, user: operator}}]
        clusters:
        - name: here
          cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}
        users: [{name: operator, user: {token: %s}}]
        """
            .formatted(gate.port(), authority(), token(fixture)));
  }

  private String authority() {
    var config = client.getConfiguration();
    try {
      return config.getCaCertData() != null
          ? config.getCaCertData()
          : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Secret secret(String name, String kubeConfig) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withStringData(Map.of("kubeconfig", kubeConfig))
        .build();
  }

  /** No controller runs here that would put a token into the Secret. */
  private String token(Fixture fixture) {
    return fixture.eventually(
        "a token",
        () ->
            Optional.ofNullable(
                client
                    .serviceAccounts()
                    .inNamespace(namespace)
                    .withName("gunrelay-operator")
                    .tokenRequest()
                    .getStatus()
                    .getToken()));
  }

  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  @Override
  public void close() throws IOException {
    gate.close();
    client.namespaces().withName(namespace).delete();
  }
}

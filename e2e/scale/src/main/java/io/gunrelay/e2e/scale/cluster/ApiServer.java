package io.gunrelay.e2e.scale.cluster;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.api.v1alpha1.ClusterDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real API server without controllers, in which the operator is installed with its rights, and
 * which notes every request of the operator's.
 *
 * @param client one that may do everything
 * @param requests what the operator asked
 */
public record ApiServer(
    KubeAPIServer server,
    KubernetesClient client,
    AuditLog requests,
    Path folder,
    AtomicBoolean isStopped)
    implements AutoCloseable {

  private static final String NAMESPACE = "gunrelay-system";
  private static final String ACCOUNT = "gunrelay-operator";
  private static final long TOKEN_SECONDS = 24 * 3600L;

  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: Metadata
        users: ["system:serviceaccount:%s:%s"]
      - level: None
      """
          .formatted(NAMESPACE, ACCOUNT);

  /** The server's own range has 254 addresses, and each region takes one. */
  private static final String MANY_SERVICES =
      """
      apiVersion: networking.k8s.io/v1
      kind: ServiceCIDR
      metadata: {name: many}
      spec: {cidrs: [10.96.0.0/12]}
      """;

  /**
   * Starts it and installs the operator.
   *
   * @param programs folder of kube-apiserver and etcd, as kube-api-test lays it out
   * @param manifests folder of the operator's base
   * @param folder where everything is written
   */
  public static ApiServer start(String programs, Path manifests, Path folder) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), AUDIT_POLICY);
    Path log = folder.resolve("audit.log");
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(programs)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withApiServerFlags(
                    List.of(
                        "--enable-admission-plugins",
                        "OwnerReferencesPermissionEnforcement",
                        "--audit-policy-file",
                        policy.toString(),
                        "--audit-log-path",
                        log.toString(),
                        "--audit-log-mode",
                        "blocking"))
                .build());
    server.start();
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
    var crd = client.resource(ClusterDefinition.load()).create();
    client
        .resource(crd)
        .waitUntilCondition(
            found ->
                found != null
                    && found.getStatus() != null
                    && found.getStatus().getConditions() != null
                    && found.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> c.getType().equals("Established") && c.getStatus().equals("True")),
            30,
            TimeUnit.SECONDS);
    for (String file : List.of("namespace.yaml", "service-account.yaml", "rbac.yaml")) {
      try (InputStream yaml = Files.newInputStream(manifests.resolve(file))) {
        client.load(yaml).create();
      }
    }
    client.load(new ByteArrayInputStream(MANY_SERVICES.getBytes(StandardCharsets.UTF_8))).create();
    return new ApiServer(server, client, new AuditLog(log), folder, new AtomicBoolean());
  }

  /** Writes a kubeconfig with which a process is the operator. */
  public Path kubeconfigOfTheOperator() throws IOException {
    String token =
        client
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(ACCOUNT)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(TOKEN_SECONDS)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    var config =
        Serialization.unmarshal(
            server.getKubeConfigYaml(), io.fabric8.kubernetes.api.model.Config.class);
    String user = config.getContexts().getFirst().getContext().getUser();
    config.setUsers(
        List.of(
            new NamedAuthInfoBuilder()
                .withName(user)
                .withNewUser()
                .withToken(token)
                .endUser()
                .build()));
    return Files.writeString(folder.resolve("kubeconfig"), Serialization.asYaml(config));
  }

  @Override
  public void close() {
    if (isStopped.compareAndSet(false, true)) {
      client.close();
      server.stop();
    }
  }
}

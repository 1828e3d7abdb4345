package io.gunrelay.operator;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.api.v1alpha1.ClusterDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real API server with the CRD in it, one for all tests of the module; no controllers run there,
 * so tests play them. Its programs are looked for in {@code KUBE_API_TEST_DIR}; without them the
 * tests that take one are skipped, or fail where {@code GUNRELAY_REQUIRE_ALL} is 1.
 */
public final class ApiServer implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ApiServer.class);

  static final Path INSTALLATION = Path.of("../deploy/base");

  /** What is asked of the server, one line of JSON for each request. */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
      - level: Metadata
        omitStages: []
        verbs: [watch]
      - level: Metadata
      """;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String programs = System.getenv("KUBE_API_TEST_DIR");
    if ("1".equals(System.getenv("GUNRELAY_REQUIRE_ALL"))) {
      assertNotNull(programs, "KUBE_API_TEST_DIR names the API server's programs");
    }
    assumeTrue(programs != null, "KUBE_API_TEST_DIR is not set: no API server to test with");
    return Objects.requireNonNull(
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Running.class, type -> Running.start(programs), Running.class));
  }

  /** The server, and a client that may do everything. */
  public record Running(KubeAPIServer server, KubernetesClient client, AuditLog requests)
      implements Api, AutoCloseable {

    static Running start(String programs) {
      try {
        var folder = Files.createTempDirectory("gunrelay-api-server");
        var policy = Files.writeString(folder.resolve("policy.yaml"), AUDIT_POLICY);
        var log = folder.resolve("audit.log");
        var server =
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
        var client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
        var crd = ClusterDefinition.load();
        Definitions.establish(client, crd);
        client.load(Files.newInputStream(INSTALLATION.resolve("namespace.yaml"))).create();
        client.load(Files.newInputStream(INSTALLATION.resolve("service-account.yaml"))).create();
        client.load(Files.newInputStream(INSTALLATION.resolve("rbac.yaml"))).create();
        return new Running(server, client, new AuditLog(log));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Config ofTheOperator() {
      return new ConfigBuilder(Config.fromKubeconfig(server.getKubeConfigYaml()))
          .withImpersonateUsername(AuditLog.OPERATOR)
          .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
          .build();
    }

    @Override
    public List<AuditLog.Request> writes() {
      return requests.ofTheOperator().stream().filter(AuditLog.Request::isWrite).toList();
    }

    @Override
    public void close() {
      client.close();
      server.stop();
    }
  }
}

package io.gunrelay.api.v1alpha1;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real API server with the CRD in it, one for all tests of the module. Its programs are looked
 * for in {@code KUBE_API_TEST_DIR}; without them the tests are skipped, or fail where {@code
 * GUNRELAY_REQUIRE_ALL} is 1.
 */
final class ApiServer implements ExecutionCondition, BeforeAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ApiServer.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean required = "1".equals(System.getenv("GUNRELAY_REQUIRE_ALL"));
    return required || System.getenv("KUBE_API_TEST_DIR") != null
        ? ConditionEvaluationResult.enabled("there is an API server, or there must be one")
        : ConditionEvaluationResult.disabled(
            "KUBE_API_TEST_DIR is not set: no API server to test with");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    String programs =
        Objects.requireNonNull(
            System.getenv("KUBE_API_TEST_DIR"),
            "KUBE_API_TEST_DIR must name the API server's programs: nothing may be skipped here");
    context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, type -> Running.start(programs), Running.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(
            context.getRoot().getStore(NAMESPACE).get(Running.class, Running.class))
        .client();
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  private record Running(KubeAPIServer server, KubernetesClient client) implements AutoCloseable {

    static Running start(String programs) {
      KubeAPIServer server =
          new KubeAPIServer(
              KubeAPIServerConfigBuilder.anAPIServerConfig()
                  .withTestDir(programs)
                  .withOfflineMode(true)
                  .withUpdateKubeConfig(false)
                  .build());
      server.start();
      KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
              .build();
      client.resource(ClusterDefinition.load()).create();
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(ClusterDefinition.NAME)
          .waitUntilCondition(ApiServer::isEstablished, 30, TimeUnit.SECONDS);
      return new Running(server, client);
    }

    @Override
    public void close() {
      client.close();
      server.stop();
    }
  }
}

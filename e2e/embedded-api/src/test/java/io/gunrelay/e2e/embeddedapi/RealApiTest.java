package io.gunrelay.e2e.embeddedapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract against a real API server: what the embedded API is measured by. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealApiTest extends ApiContract {
  private @Nullable KubeAPIServer server;
  private @Nullable KubernetesClient client;

  @BeforeAll
  void start() {
    String programs = System.getenv("KUBE_API_TEST_DIR");
    if ("1".equals(System.getenv("GUNRELAY_REQUIRE_ALL"))) {
      assertThat(programs).as("KUBE_API_TEST_DIR names a real API server's programs").isNotNull();
    }
    assumeTrue(programs != null, "KUBE_API_TEST_DIR is not set");
    server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(programs)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  @Override
  KubernetesClient client() {
    return java.util.Objects.requireNonNull(client);
  }
}

package io.gunrelay.e2e.embeddedapi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedApiTest extends ApiContract {
  private EmbeddedApi api;
  private KubernetesClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    api = EmbeddedApi.start();
    String kubeconfig = Files.readString(api.writeKubeconfig(folder.resolve("kubeconfig")));
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  @AfterAll
  void stop() {
    client.close();
    api.close();
  }

  @Override
  KubernetesClient client() {
    return client;
  }

  @Test
  void whatAnObjectOwnsGoesWithIt() {
    ConfigMap owner = config(Map.of()).create();
    ConfigMap owned = client.resource(owned(owner)).create();

    client.resource(owner).delete();

    client.resource(owned).waitUntilCondition(o -> o == null, 20, SECONDS);
  }

  @Test
  void whatComesWhenItsOwnerHasGoneGoesToo() {
    ConfigMap owner = config(Map.of()).create();
    client.resource(owner).delete();

    ConfigMap owned = client.resource(owned(owner)).create();

    client.resource(owned).waitUntilCondition(o -> o == null, 20, SECONDS);
  }

  @Test
  void aPodOnANodeStaysUntilItsKubeletLetsItGo() {
    var pod =
        client
            .pods()
            .inNamespace("default")
            .load(
                new java.io.ByteArrayInputStream(
                    """
                    {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "pod"},
                     "spec": {"nodeName": "local", "terminationGracePeriodSeconds": 7,
                              "containers": [{"name": "c", "image": "i:1"}]}}
                    """
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    pod.create();
    pod.delete();
    assertThat(pod.get().getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(7);

    pod.withGracePeriod(0).delete();
    assertThat(pod.get()).isNull();
  }

  @Test
  void anInformerListsAgainAfterItsPlaceInTheChangesWasForgotten() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    ResourceEventHandler<ConfigMap> handler =
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(ConfigMap config) {
            seen.add("add");
          }

          @Override
          public void onUpdate(ConfigMap before, ConfigMap after) {
            seen.add(after.getData().get("a"));
          }

          @Override
          public void onDelete(ConfigMap config, boolean unknown) {
            seen.add("delete");
          }
        };
    ConfigMap config = config(Map.of("a", "1")).create();
    try (SharedIndexInformer<ConfigMap> informer =
        client.configMaps().inNamespace(config.getMetadata().getNamespace()).inform(handler)) {
      assertThat(seen.take()).isEqualTo("add");
      api.compact();
      stored().edit(c -> new ConfigMapBuilder(c).addToData("a", "2").build());
      api.compact();
      stored().edit(c -> new ConfigMapBuilder(c).addToData("a", "3").build());

      while (!seen.take().equals("3")) {
        assertThat(informer.isRunning()).isTrue();
      }
    }
  }

  @Test
  void everyWriteIsCountedAndOneThatChangesNothingIsToldApart() {
    config(Map.of("a", "1")).serverSideApply();
    config(Map.of("a", "1")).serverSideApply();

    List<io.gunrelay.e2e.embeddedapi.http.WriteLog.Write> writes = api.writes();
    assertThat(writes.subList(writes.size() - 2, writes.size()))
        .extracting(w -> w.changed())
        .containsExactly(true, false);
  }

  @Test
  void twoServersRunSideBySide() {
    try (EmbeddedApi other = EmbeddedApi.start();
        KubernetesClient otherClient =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder(Config.empty()).withMasterUrl(other.url().toString()).build())
                .build()) {
      config(Map.of()).create();
      assertThat(otherClient.configMaps().inAnyNamespace().list().getItems()).isEmpty();
    }
  }
}

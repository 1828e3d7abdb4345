package io.gunrelay.e2e.local.machine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.e2e.embeddedapi.EmbeddedApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real API in this process and real processes as pods; the program in them is tiny. */
@Timeout(value = 90, unit = SECONDS)
class LocalClusterTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private EmbeddedApi api;
  private KubernetesClient kubernetes;
  private LocalCluster cluster;

  @BeforeEach
  void start(@TempDir Path folder) throws URISyntaxException {
    api = EmbeddedApi.start();
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(api.url().toString()).build();
    kubernetes = new KubernetesClientBuilder().withConfig(config).build();
    Path program = Path.of(LocalClusterTest.class.getResource("/tiny.mjs").toURI());
    program.toFile().setExecutable(true);
    cluster =
        new LocalCluster(kubernetes, folder, new Images(Map.of("tiny:1", program)), warnings::add);
  }

  @AfterEach
  void stop() {
    cluster.close();
    kubernetes.close();
    api.close();
  }

  @Test
  void podsOfADeploymentRunAndTheEntryLeadsToEachInTurn() {
    applyAll();
    awaitReady(2);

    Set<String> answers = new TreeSet<>();
    eventually(() -> {
      String name = get("tiny.test", "/gun").path("name");
      return !name.isEmpty() && answers.add(name) && answers.size() == 2;
    });

    assertThat(answers)
        .containsExactlyInAnyOrderElementsOf(
            pods().stream().map(pod -> pod.getMetadata().getName()).toList());
    assertThat(get("tiny.test", "/gun/below").path("config")).isEqualTo("region: west");
    assertThat(get("tiny.test", "/gun").path("forwarded")).isEqualTo("127.0.0.1");
    assertThat(get("other.test", "/gun").head()).startsWith("HTTP/1.1 404");
    assertThat(get("tiny.test", "/gunner").head()).startsWith("HTTP/1.1 404");
    assertThat(deployment().get().getStatus().getReadyReplicas()).isEqualTo(2);
  }

  @Test
  void anUpgradedConnectionPassesBothWays() throws IOException {
    applyAll();
    awaitReady(2);
    eventually(() -> get("tiny.test", "/gun").head().startsWith("HTTP/1.1 200"));

    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), cluster.entryPort())) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket
          .getOutputStream()
          .write(
              bytes(
                  "GET /gun HTTP/1.1\r\nHost: tiny.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello"));
      RequestHead answer = RequestHead.read(socket.getInputStream());
      assertThat(answer.lines().getFirst()).isEqualTo("HTTP/1.1 101 Switching Protocols");
      assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void aKilledProcessIsStartedAgainInItsPodWithItsData() throws InterruptedException {
    applyAll();
    awaitReady(2);
    Pod victim = pods().getFirst();

    cluster.kill(victim);

    eventually(() ->
        pods().stream()
            .anyMatch(pod ->
                pod.getMetadata().getUid().equals(victim.getMetadata().getUid())
                    && pod.getStatus().getContainerStatuses().getFirst().getRestartCount() == 1
                    && Pods.isReady(pod)));
    assertThat(pods()).hasSize(2);
    eventually(() -> get("tiny.test", "/gun").body().contains("\"starts\":2"));
  }

  @Test
  void aNewTemplateReplacesEveryPodAndALowerNumberRemovesSome() {
    applyAll();
    awaitReady(2);
    Set<String> before = names();

    deployment()
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"changed\": \"yes\"}}}}}");
    eventually(() -> names().stream().noneMatch(before::contains) && names().size() == 2);
    awaitReady(2);

    deployment().scale(1);
    eventually(() -> pods().size() == 1);
  }

  @Test
  void whatIsDeletedEndsAndNothingGoesOnRunning() {
    applyAll();
    awaitReady(2);
    String address = pods().getFirst().getStatus().getPodIP();

    deployment().delete();

    eventually(() -> pods().isEmpty());
    eventually(() -> get("tiny.test", "/gun").head().startsWith("HTTP/1.1 503"));
    assertThat(accepts(address)).isFalse();
  }

  @Test
  void anImageThatIsNotHereIsSaidInThePodsStatus() {
    Deployment other =
        Serialization.unmarshal(MANIFESTS.get(0).replace("tiny:1", "nobody:1"), Deployment.class);
    kubernetes.resource(other).inNamespace("default").create();

    eventually(() ->
        pods().stream()
            .filter(pod -> pod.getStatus() != null)
            .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
            .anyMatch(status ->
                status.getState().getWaiting() != null
                    && status.getState().getWaiting().getMessage().contains("no image nobody:1")));
  }

  private void applyAll() {
    for (String manifest : MANIFESTS) {
      kubernetes
          .load(new ByteArrayInputStream(bytes(manifest)))
          .inNamespace("default")
          .serverSideApply();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private io.fabric8.kubernetes.client.dsl.RollableScalableResource<Deployment> deployment() {
    return kubernetes.apps().deployments().inNamespace("default").withName("tiny");
  }

  private List<Pod> pods() {
    return kubernetes.pods().inNamespace("default").list().getItems();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    pods().forEach(pod -> names.add(pod.getMetadata().getName()));
    return names;
  }

  private void awaitReady(int count) {
    eventually(() -> pods().size() == count && pods().stream().allMatch(Pods::isReady));
  }

  private void eventually(BooleanSupplier condition) {
    long endNs = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > endNs) {
        fail(
            "not within "
                + SOON
                + "; pods: "
                + pods().stream().map(HasMetadata::getMetadata).toList()
                + "; warnings: "
                + warnings);
      }
      Thread.onSpinWait();
    }
  }

  private record Answer(String head, String body) {
    String path(String field) {
      return Serialization.unmarshal(body, JsonNode.class).path(field).asText();
    }
  }

  private Answer get(String host, String path) {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), cluster.entryPort())) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket
          .getOutputStream()
          .write(bytes("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      return new Answer(text.substring(0, end), text.substring(end + 4));
    } catch (IOException e) {
      return new Answer("no answer: " + e, "{}");
    }
  }

  private static boolean accepts(String address) {
    try (Socket socket = new Socket(InetAddress.ofLiteral(address), 8765)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static final List<String> MANIFESTS =
      List.of(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: tiny}
          spec:
            replicas: 2
            selector: {matchLabels: {app: tiny}}
            strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 25%}}
            template:
              metadata: {labels: {app: tiny}}
              spec:
                terminationGracePeriodSeconds: 5
                containers:
                - name: relay
                  image: tiny:1
                  args: [serve, --config, /etc/tiny/tiny.yaml]
                  env:
                  - {name: GUN_RELAY_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  - {name: GUN_RELAY_BIND_ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                  - {name: GUN_RELAY_DATA_DIR, value: /var/lib/tiny}
                  ports:
                  - {name: gun, containerPort: 8765}
                  - {name: admin, containerPort: 9090}
                  startupProbe: {httpGet: {path: /startupz, port: admin}, periodSeconds: 1, failureThreshold: 30}
                  readinessProbe: {httpGet: {path: /readyz, port: admin}, periodSeconds: 1}
                  livenessProbe: {httpGet: {path: /livez, port: admin}}
                  lifecycle: {preStop: {sleep: {seconds: 1}}}
                  volumeMounts:
                  - {name: config, mountPath: /etc/tiny}
                  - {name: data, mountPath: /var/lib/tiny}
                volumes:
                - {name: config, configMap: {name: tiny}}
                - {name: data, emptyDir: {}}
          """,
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: tiny}
          data: {tiny.yaml: 'region: west'}
          """,
          """
          apiVersion: v1
          kind: Service
          metadata: {name: tiny}
          spec: {selector: {app: tiny}, ports: [{name: gun, port: 80, targetPort: gun}]}
          """,
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: tiny}
          spec:
            rules:
            - host: tiny.test
              http:
                paths:
                - path: /gun
                  pathType: Prefix
                  backend: {service: {name: tiny, port: {name: gun}}}
          """);
}

package io.gunrelay.e2e.local.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.e2e.embeddedapi.EmbeddedApi;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.local.machine.Images;
import io.gunrelay.e2e.local.machine.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This machine, without Kubernetes: the API in this process, everything else as real processes. */
public final class LocalStage implements Stage {
  private static final String CRD = "deploy/base/crds/gunrelayclusters.gunrelay.io.yaml";
  private static final String OPERATOR = "operator/target/quarkus-app/quarkus-run.jar";
  private static final String RELAY = "relay-runtime/target/gun-relay/bin/gun-relay";

  private final Path root;
  private final String version;
  private final Path folder;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private @Nullable KubernetesClient kubernetes;
  private @Nullable LocalCluster cluster;

  /**
   * Nothing runs yet.
   *
   * @param root the repository, built
   * @param version of the relay that was built
   * @param folder for everything that is written; it stays
   */
  public LocalStage(Path root, String version, Path folder) {
    this.root = root;
    this.version = version;
    this.folder = folder;
  }

  @Override
  public void open(Narrator narrator) throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    EmbeddedApi api = remember(EmbeddedApi.start());
    Path kubeconfig = api.writeKubeconfig(folder.resolve("kubeconfig"));
    narrator.say("api", "in this process, %s".formatted(api.url()));
    KubernetesClient client =
        remember(
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                .build());
    kubernetes = client;
    try (InputStream definition = Files.newInputStream(built(CRD))) {
      client.load(definition).serverSideApply();
    }
    narrator.say("crd", "applied, " + CRD);
    Images images = new Images(Map.of("ghcr.io/gunrelay/relay:" + version, built(RELAY)));
    LocalCluster local =
        remember(
            new LocalCluster(
                client,
                folder,
                images,
                warning -> append(folder.resolve("logs/local-cluster.log"), warning)));
    cluster = local;
    narrator.say(
        "machine",
        "plays kubelet, controllers, DNS; the entry is 127.0.0.1:%d".formatted(local.entryPort()));
    OperatorProcess operator =
        remember(
            OperatorProcess.start(
                built(OPERATOR), kubeconfig, freePort(), folder.resolve("logs/operator.log")));
    operator.awaitReady();
    narrator.say("operator", "is ready, process %d".formatted(operator.pid()));
  }

  private Path built(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file)) {
      throw new AssertionError(path + " is missing: run 'make build' first");
    }
    return file;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static void append(Path log, String line) {
    try {
      Files.writeString(
          log,
          line + "\n",
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T remember(T part) {
    synchronized (opened) {
      opened.push(part);
    }
    return part;
  }

  @Override
  public KubernetesClient kubernetes() {
    return Objects.requireNonNull(kubernetes);
  }

  @Override
  public String namespace() {
    return "default";
  }

  @Override
  public ClientOptions entering(String host) {
    int port = Objects.requireNonNull(cluster).entryPort();
    return ClientOptions.of(URI.create("http://" + host + "/gun")).dialing("127.0.0.1:" + port);
  }

  @Override
  public String crash(Pod pod) throws InterruptedException {
    Objects.requireNonNull(cluster).kill(pod);
    return "SIGKILL";
  }

  @Override
  public String logs() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
      for (Path log : logs.sorted().toList()) {
        text.append("--- ").append(log).append('\n').append(Logs.tail(log));
      }
    } catch (IOException e) {
      text.append("no logs: ").append(e).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable part;
      synchronized (opened) {
        if (opened.isEmpty()) {
          return;
        }
        part = opened.pop();
      }
      try {
        part.close();
      } catch (Exception e) {
        append(folder.resolve("logs/local-cluster.log"), "while closing: " + e);
      }
    }
  }
}

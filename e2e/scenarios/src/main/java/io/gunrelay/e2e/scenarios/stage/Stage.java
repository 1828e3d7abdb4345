package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.faults.image.FaultyImage;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * What a scenario works with: a namespace of its own that only takes restricted pods, gun.js
 * clients that enter as users do, and the commands of a user. Closing it ends the clients and
 * removes what was made.
 */
public final class Stage implements AutoCloseable {
  /** On every namespace that a scenario makes. */
  private static final String LABEL = "gunrelay.io/e2e";

  private static final Duration GONE = Duration.ofMinutes(2);

  private static final int SLACK = 4;
  private static final Duration REDIAL = Duration.ofMillis(500);

  private final KubernetesClient kubernetes;
  private final Settings settings;
  private final String namespace;
  private final Consumer<String> log;
  private final Instant began = Instant.now();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Map<String, Certificate> certificates = new HashMap<>();

  private Stage(
      KubernetesClient kubernetes, Settings settings, String namespace, Consumer<String> log) {
    this.kubernetes = kubernetes;
    this.settings = settings;
    this.namespace = namespace;
    this.log = log;
  }

  public static Stage open(
      KubernetesClient kubernetes, Settings settings, String namespace, Consumer<String> log) {
    kubernetes
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels(LABEL, "true")
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    return new Stage(kubernetes, settings, namespace, log);
  }

  public KubernetesClient kubernetes() {
    return kubernetes;
  }

  public Settings settings() {
    return settings;
  }

  public String namespace() {
    return namespace;
  }

  public Instant began() {
    return began;
  }

  /** Tells whoever watches what has been seen. */
  public void saw(String line) {
    log.accept(line);
  }

  /**
   * Tells how long something took beside what we aim at. A machine that does too much misses aims;
   * what takes several times as long is broken.
   */
  public void took(String what, Duration is, Duration aim) {
    saw(
        "%s: %d ms, aim %d ms%s"
            .formatted(
                what, is.toMillis(), aim.toMillis(), is.compareTo(aim) > 0 ? ": MISSED" : ""));
    if (is.compareTo(aim.multipliedBy(SLACK)) > 0) {
      throw new AssertionError("%s took %s, %d times %s and more".formatted(what, is, SLACK, aim));
    }
  }

  /** {@code kubectl} in the scenario's namespace. */
  public String kubectl(String... arguments) {
    return Shell.feed("", Kubectl.command(namespace, arguments));
  }

  /** {@code kubectl apply} of a manifest, in the scenario's namespace. */
  public void apply(String manifest) {
    Shell.feed(manifest, Kubectl.command(namespace, "apply", "--server-side", "-f", "-"));
  }

  /**
   * A version of the relay that has a fault, on the nodes.
   *
   * @return its image
   */
  public String faultyRelay(Fault fault) {
    String name = settings.relayImage() + "-" + fault.word();
    Path archive = settings.root().resolve("e2e/faults/target/relay-" + fault.word() + ".tar");
    try {
      FaultyImage.write(settings.relayArchive().orElseThrow(), fault, name, archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command = new ArrayList<>(settings.load().orElseThrow());
    command.add(archive.toString());
    Shell.feed("", command);
    saw(name + " is on the nodes");
    return name;
  }

  /** Breaks something, or mends it. */
  public void fault(String verb, String... target) {
    List<String> command = Shell.words(settings.faults().orElseThrow());
    var whole = new ArrayList<>(command);
    whole.add(verb);
    whole.addAll(List.of(target));
    Shell.feed("", whole);
    saw("%s %s".formatted(verb, String.join(" ", target)));
  }

  /** Something to be undone or ended when the scenario is over, last first. */
  public void atEnd(AutoCloseable action) {
    synchronized (toClose) {
      toClose.push(action);
    }
  }

  /** A host name that nobody else uses. */
  public String host() {
    return namespace + ".gunrelay.test";
  }

  /** Makes a certificate for a host and puts it into a Secret. */
  public void certify(String host, String secretName) {
    Certificate certificate = Certificate.of(host);
    certificates.put(host, certificate);
    kubernetes
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(secretName)
                .withNamespace(namespace)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToStringData("tls.crt", certificate.certificate())
                .addToStringData("tls.key", certificate.key())
                .build())
        .create();
  }

  /** Has clients of a host trust a certificate that others have made. */
  public void trust(String host, Certificate certificate) {
    certificates.put(host, certificate);
  }

  /** A gun.js client that enters by the host, over TLS if the host has a certificate. */
  public GunJsClient client(String host) {
    return client(host, Entry.of(kubernetes).node());
  }

  /** A gun.js client that enters by the host at the ingress of one node's address. */
  public GunJsClient client(String host, String nodeAddress) {
    return client(options(host, nodeAddress).redialing(REDIAL));
  }

  /**
   * A gun.js client that knows several entries, and goes on to the next when one fails.
   *
   * @param entries hosts, and the address of the node at whose ingress each is dialled
   */
  public GunJsClient client(SequencedMap<String, String> entries) {
    return client(options(entries).stayingConnected());
  }

  private GunJsClient client(ClientOptions options) {
    GunJsClient client = GunJsClient.start(options);
    atEnd(client);
    client.awaitPeers(1, Duration.ofSeconds(30));
    return client;
  }

  /** Many of them. */
  public GunJsCrowd stayingCrowd(SequencedMap<String, String> entries, int members) {
    return crowd(members, options(entries).stayingConnected());
  }

  private static ClientOptions options(SequencedMap<String, String> entries) {
    Map<String, String> places = new HashMap<>();
    entries.forEach((host, address) -> places.put(host, address + ":80"));
    return ClientOptions.of(
            entries.sequencedKeySet().stream()
                .map(host -> URI.create("http://%s/gun".formatted(host)))
                .toArray(URI[]::new))
        .dialing(places);
  }

  /** Many gun.js clients that enter by the host, and dial again no more often than gun.js does. */
  public GunJsCrowd crowd(String host, int members) {
    return crowd(members, options(host, Entry.of(kubernetes).node()));
  }

  /** The same, of applications that stay connected with the lines that we give them. */
  public GunJsCrowd stayingCrowd(String host, int members) {
    return stayingCrowd(host, Entry.of(kubernetes).node(), members);
  }

  /** The same, by the ingress of one node's address. */
  public GunJsCrowd stayingCrowd(String host, String nodeAddress, int members) {
    return crowd(members, options(host, nodeAddress).stayingConnected());
  }

  /**
   * The same, each host at a place of its own, which is {@code address:port}; they enter by one.
   */
  public GunJsCrowd stayingCrowd(String host, Map<String, String> places, int members) {
    return crowd(members, options(host, places).stayingConnected());
  }

  /** A single one. */
  public GunJsClient stayingClient(String host, Map<String, String> places) {
    return client(options(host, places).redialing(REDIAL));
  }

  private static ClientOptions options(String host, Map<String, String> places) {
    return ClientOptions.of(URI.create("http://%s/gun".formatted(host))).dialing(places);
  }

  private GunJsCrowd crowd(int members, ClientOptions options) {
    GunJsCrowd crowd = GunJsCrowd.start(members, options.answeringWithin(Duration.ofSeconds(60)));
    atEnd(crowd);
    Await.until(
        "%d clients to be connected".formatted(members),
        Duration.ofSeconds(60),
        () -> crowd.stats().connected() == members);
    return crowd;
  }

  private ClientOptions options(String host, String nodeAddress) {
    Certificate certificate = certificates.get(host);
    String scheme = certificate == null ? "http" : "https";
    int port = certificate == null ? 80 : 443;
    ClientOptions options =
        ClientOptions.of(URI.create("%s://%s/gun".formatted(scheme, host)))
            .dialing(nodeAddress + ":" + port);
    return certificate == null ? options : options.trusting(certificate.certificate());
  }

  /** Ends clients, undoes faults, and removes the namespace; the next scenario needs its room. */
  @Override
  public void close() {
    while (true) {
      AutoCloseable action;
      synchronized (toClose) {
        if (toClose.isEmpty()) {
          break;
        }
        action = toClose.pop();
      }
      try {
        action.close();
      } catch (Exception e) {
        log.accept("while cleaning up: " + e);
      }
    }
    if (!settings.keep()) {
      empty();
      kubernetes.namespaces().withName(namespace).delete();
      Await.until(
          "the namespace to be gone",
          GONE,
          () -> kubernetes.namespaces().withName(namespace).get() == null);
    }
  }

  /**
   * Removes the relays first: a namespace that still has pods looks again only after half of their
   * grace period, and nobody is left for whom they should take their time.
   */
  private void empty() {
    kubernetes.resources(GunRelayCluster.class).inNamespace(namespace).delete();
    Await.until(
        "the relays to be gone",
        GONE,
        () -> {
          kubernetes.pods().inNamespace(namespace).withGracePeriod(1).delete();
          return kubernetes.pods().inNamespace(namespace).list().getItems().isEmpty();
        });
  }
}

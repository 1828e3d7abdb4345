package io.gunrelay.e2e.embeddedapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.http.ApiServer;
import io.gunrelay.e2e.embeddedapi.http.WriteLog;
import io.gunrelay.e2e.embeddedapi.objects.ObjectKey;
import io.gunrelay.e2e.embeddedapi.requests.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * A Kubernetes API in this process: objects in memory, server-side apply with ownership of fields,
 * CustomResourceDefinitions with their defaults, watches, subresources, deletion with all that an
 * object owns. There are no controllers, no scheduler, no kubelet and no rights behind it: what the
 * clients do not do does not happen.
 */
public final class EmbeddedApi implements AutoCloseable {
  private final ApiServer server;

  private EmbeddedApi(ApiServer server) {
    this.server = server;
  }

  /** Starts one on any free port of 127.0.0.1, with the namespaces of a new cluster. */
  public static EmbeddedApi start() {
    return start(0);
  }

  /**
   * Starts one on a port of 127.0.0.1.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static EmbeddedApi start(int port) {
    try {
      ApiServer server =
          new ApiServer(
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
              new Metadata(InstantSource.system(), () -> UUID.randomUUID().toString()));
      EmbeddedApi api = new EmbeddedApi(server);
      List.of("default", "kube-system").forEach(api::createNamespace);
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  /** What clients use as their master URL. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  /** Every request so far that wanted to change something. */
  public List<WriteLog.Write> writes() {
    return server.writes().all();
  }

  /** Forgets old changes, so that watches from before are told to list again (410). */
  public void compact() {
    server.objects().changes().compact();
  }

  /** Writes a kubeconfig for this API. */
  public Path writeKubeconfig(Path file) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode config = json.objectNode().put("apiVersion", "v1").put("kind", "Config");
    config
        .putArray("clusters")
        .addObject()
        .put("name", "embedded")
        .putObject("cluster")
        .put("server", url().toString());
    config.putArray("users").addObject().put("name", "anyone").putObject("user");
    config
        .putArray("contexts")
        .addObject()
        .put("name", "embedded")
        .putObject("context")
        .put("cluster", "embedded")
        .put("user", "anyone")
        .put("namespace", "default");
    config.put("current-context", "embedded");
    try {
      return Files.writeString(file, config.toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void createNamespace(String name) {
    ObjectNode namespace =
        JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
    namespace
        .putObject("metadata")
        .put("name", name)
        .put("uid", UUID.randomUUID().toString())
        .put("creationTimestamp", InstantSource.system().instant().toString());
    namespace.putObject("status").put("phase", "Active");
    server.objects().put(new ObjectKey("namespaces", "", name), namespace);
  }

  @Override
  public void close() {
    server.close();
  }
}

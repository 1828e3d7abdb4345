package io.gunrelay.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.api.v1alpha1.ClusterDefinition;
import io.gunrelay.e2e.embeddedapi.EmbeddedApi;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/** On the embedded API, which needs no programs: what the demo runs on. */
class EmbeddedReconcileTest extends FleetContract {

  private final Embedded embedded;

  EmbeddedReconcileTest() {
    var embedded = Embedded.start();
    super(embedded);
    this.embedded = embedded;
  }

  @AfterAll
  @Override
  void stop() {
    super.stop();
    embedded.close();
  }

  private record Embedded(EmbeddedApi api, KubernetesClient client) implements Api, AutoCloseable {

    private static final Pattern IN_A_NAMESPACE =
        Pattern.compile(
            "/apis?/(?:(?<group>[^/]+)/)?[^/]+/namespaces/(?<namespace>[^/]+)"
                + "/(?<resource>[^/]+)(?:/(?<name>[^/]+))?.*");

    static Embedded start() {
      var api = EmbeddedApi.start();
      var client = new KubernetesClientBuilder().withConfig(config(api)).build();
      client.resource(ClusterDefinition.load()).create();
      return new Embedded(api, client);
    }

    private static Config config(EmbeddedApi api) {
      return new ConfigBuilder(Config.empty()).withMasterUrl(api.url().toString()).build();
    }

    @Override
    public Config ofTheOperator() {
      return config(api);
    }

    @Override
    public List<AuditLog.Request> writes() {
      return api.writes().stream()
          .filter(write -> write.manager().startsWith("gunrelay-operator"))
          .map(write -> {
            var path = IN_A_NAMESPACE.matcher(write.path());
            return path.matches()
                ? new AuditLog.Request(
                    "patch",
                    String.valueOf(path.group("group")),
                    path.group("resource"),
                    path.group("namespace"),
                    String.valueOf(path.group("name")),
                    write.code())
                : new AuditLog.Request("patch", "", write.path(), "", "", write.code());
          })
          .toList();
    }

    @Override
    public void close() {
      client.close();
      api.close();
    }
  }
}

package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/** The ServiceMonitor kind, as long as a test needs it; its schema takes anything. */
record ServiceMonitors(KubernetesClient client, CustomResourceDefinition crd)
    implements AutoCloseable {

  static ServiceMonitors install(KubernetesClient client) {
    var crd =
        new CustomResourceDefinitionBuilder()
            .withNewMetadata()
            .withName("servicemonitors.monitoring.coreos.com")
            .endMetadata()
            .withNewSpec()
            .withGroup("monitoring.coreos.com")
            .withScope("Namespaced")
            .withNewNames()
            .withKind("ServiceMonitor")
            .withPlural("servicemonitors")
            .withSingular("servicemonitor")
            .endNames()
            .addNewVersion()
            .withName("v1")
            .withServed(true)
            .withStorage(true)
            .withNewSchema()
            .withNewOpenAPIV3Schema()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .endOpenAPIV3Schema()
            .endSchema()
            .endVersion()
            .endSpec()
            .build();
    Definitions.establish(client, crd);
    return new ServiceMonitors(client, crd);
  }

  @Override
  public void close() {
    client.resource(crd).delete();
    client.resource(crd).waitUntilCondition(found -> found == null, 30, TimeUnit.SECONDS);
  }
}

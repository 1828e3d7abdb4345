package io.gunrelay.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactStoreTest {

  private final CompactStore<Service> store =
      new CompactStore<>(Service.class, new KubernetesSerialization());

  @Test
  void givesBackWhatItWasGivenWithManagedFieldsAndFieldsItDoesNotKnow() {
    var given = service("1");
    given.setAdditionalProperty("newer", Map.of("than", "this"));

    assertThat(store.put("ns/a", given)).isNull();

    assertThat(store.get("ns/a")).isEqualTo(given).isNotSameAs(given);
    assertThat(store.values()).containsExactly(given);
    assertThat(store.keySet()).containsExactly("ns/a");
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void saysWhatWasThereBefore() {
    store.put("ns/a", service("1"));

    assertThat(store.put("ns/a", service("2"))).isEqualTo(service("1"));
    assertThat(store.remove("ns/a")).isEqualTo(service("2"));
    assertThat(store.remove("ns/a")).isNull();
    assertThat(store.get("ns/a")).isNull();
    assertThat(store.size()).isZero();
  }

  @Test
  void namesObjectsAsInformersDo() {
    assertThat(store.getKey(service("1"))).isEqualTo("ns/a");
  }

  private static Service service(String version) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("a")
        .withNamespace("ns")
        .withResourceVersion(version)
        .addNewManagedField()
        .withManager("somebody")
        .withNewFieldsV1()
        .addToAdditionalProperties("f:spec", Map.of("f:ports", Map.of()))
        .endFieldsV1()
        .endManagedField()
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withPort(80)
        .withTargetPort(new IntOrString("clients"))
        .endPort()
        .endSpec()
        .build();
  }
}

package io.gunrelay.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import io.fabric8.kubernetes.client.informers.impl.cache.ProcessorStore;
import io.fabric8.kubernetes.client.informers.impl.cache.SharedProcessor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompactStoreTest {

  private final CompactStore<Service> store =
      new CompactStore<>(Service.class, new KubernetesSerialization());

  /**
   * With the informer's own code: what it keeps until everybody has heard of it has to be small.
   */
  @Test
  void theInformerTellsOfWhatItFindsAtFirstInOutline() {
    var told = new ArrayList<Service>();
    var cache = new CacheImpl<Service>();
    cache.setItemStore(store);
    var processor = new SharedProcessor<Service>(Runnable::run, "services");
    processor.addProcessorListener(new Told(told), 0, List::of);
    var informer = new ProcessorStore<>(cache, processor);

    informer.update(service("1"));
    assertThat(told).isEmpty();
    informer.retainAll(Set.of("ns/a"), null);

    assertThat(told)
        .singleElement()
        .satisfies(outline -> {
          assertThat(outline.getMetadata().getName()).isEqualTo("a");
          assertThat(outline.getSpec()).isNull();
        });
    assertThat(store.get("ns/a")).isEqualTo(service("1"));
    informer.update(service("2"));
    assertThat(told).last().isEqualTo(service("2"));
  }

  private record Told(List<Service> services) implements ResourceEventHandler<Service> {
    @Override
    public void onAdd(Service service) {
      services.add(service);
    }

    @Override
    public void onUpdate(Service before, Service now) {
      assertThat(before).isEqualTo(service("1"));
      services.add(now);
    }

    @Override
    public void onDelete(Service service, boolean isFinalStateUnknown) {
      services.remove(service);
    }
  }

  @Test
  void givesBackWhatItWasGivenWithManagedFieldsAndFieldsItDoesNotKnow() {
    var given = service("1");
    given.setAdditionalProperty("newer", Map.of("than", "this"));

    assertThat(store.put("ns/a", given)).isNull();

    assertThat(store.get("ns/a")).isEqualTo(given).isNotSameAs(given);
    assertThat(store.keySet()).containsExactly("ns/a");
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void listsWhatThereIsAndWhoseItIsAndNoMore() {
    store.put("ns/a", service("1"));

    assertThat(store.values())
        .singleElement()
        .satisfies(outline -> {
          assertThat(store.getKey(outline)).isEqualTo("ns/a");
          assertThat(outline.getMetadata().getResourceVersion()).isEqualTo("1");
          assertThat(outline.getMetadata().getManagedFields()).isEmpty();
          assertThat(outline.getSpec()).isNull();
        });
    assertThat(store.get("ns/a")).isEqualTo(service("1"));
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

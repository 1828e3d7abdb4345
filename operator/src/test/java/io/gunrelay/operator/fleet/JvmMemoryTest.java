package io.gunrelay.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmMemoryTest {

  @Test
  void heapAndDirectBuffersLeaveFortyPercentToTheStoreAndTheJvm() {
    var resources =
        new ResourceRequirementsBuilder().withLimits(Map.of("memory", new Quantity("1Gi"))).build();

    assertThat(JvmMemory.within(resources))
        .hasValueSatisfying(memory -> {
          assertThat(memory.heapBytes() + memory.directBytes())
              .isBetween((long) (0.59 * (1 << 30)), (long) (0.60 * (1 << 30)));
          assertThat(memory.flags()).isEqualTo("-Xmx471859k -XX:MaxDirectMemorySize=157286k");
        });
  }

  @Test
  void withoutALimitTheJvmDecides() {
    assertThat(JvmMemory.within(new ResourceRequirementsBuilder().build())).isEmpty();
  }
}

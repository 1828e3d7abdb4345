package io.gunrelay.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
  private static final String SMALL = "-XX:TieredStopAtLevel=1";

  @Test
  void aRelayOfLessThanAProcessorDoesNotSpendItOnOptimising() {
    assertThat(JvmFlags.of(asking("999m").build())).contains(SMALL);
    assertThat(JvmFlags.of(asking("1").build())).isEmpty();
    assertThat(JvmFlags.of(new ResourceRequirements())).isEmpty();
  }

  @Test
  void whatARelayMayUseCountsBeforeWhatItAsksFor() {
    assertThat(JvmFlags.of(asking("250m").addToLimits("cpu", new Quantity("4")).build())).isEmpty();
    assertThat(JvmFlags.of(asking("4").addToLimits("cpu", new Quantity("250m")).build()))
        .contains(SMALL);
  }

  @Test
  void itsMemoryIsDividedToo() {
    assertThat(JvmFlags.of(asking("100m").addToLimits("memory", new Quantity("1Gi")).build()))
        .contains("-Xmx471859k -XX:MaxDirectMemorySize=157286k " + SMALL);
  }

  private static ResourceRequirementsBuilder asking(String processors) {
    return new ResourceRequirementsBuilder().withRequests(Map.of("cpu", new Quantity(processors)));
  }
}

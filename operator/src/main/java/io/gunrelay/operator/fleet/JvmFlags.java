package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flags of the JVM of a relay of some size.
 *
 * <p>A relay of less than one processor goes without the optimising compiler. That compiler takes
 * some ten seconds of processor time in a relay's first minute, just when clients are handed over
 * to it, which is half a minute of all that such a relay has, and looks like load to an autoscaler.
 * What it would win is a fifth of the time that puts cost from then on ({@code docs/performance}).
 */
public final class JvmFlags {
  private static final BigDecimal PROCESSORS_TO_OPTIMISE = BigDecimal.ONE;

  private JvmFlags() {}

  /** Empty when the JVM's defaults are as good. */
  public static Optional<String> of(ResourceRequirements resources) {
    var flags =
        Stream.of(JvmMemory.within(resources).map(JvmMemory::flags), compiler(resources))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return Optional.of(flags).filter(text -> !text.isEmpty());
  }

  /** What a relay may use counts; where nothing bounds it, what it asks for does. */
  private static Optional<String> compiler(ResourceRequirements resources) {
    return processors(resources.getLimits())
        .or(() -> processors(resources.getRequests()))
        .filter(processors -> processors.compareTo(PROCESSORS_TO_OPTIMISE) < 0)
        .map(few -> "-XX:TieredStopAtLevel=1");
  }

  private static Optional<BigDecimal> processors(@Nullable Map<String, Quantity> amounts) {
    return Optional.ofNullable(amounts)
        .map(named -> named.get("cpu"))
        .map(Quantity::getNumericalAmount);
  }
}

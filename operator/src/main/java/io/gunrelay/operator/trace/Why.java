package io.gunrelay.operator.trace;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in a few words why something of the library's failed; what it throws itself says little. */
final class Why {

  private Why() {}

  static String of(@Nullable Throwable failure) {
    return causes(failure)
        .map(Throwable::getMessage)
        .filter(message -> message != null && !message.isBlank())
        .reduce((outer, inner) -> inner)
        .or(() ->
            causes(failure).skip(1).findFirst().map(cause -> cause.getClass().getSimpleName()))
        // The library keeps the status of an answer to itself.
        .orElse("it answers with an error");
  }

  private static Stream<Throwable> causes(@Nullable Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}

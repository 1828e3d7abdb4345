package io.gunrelay.e2e.embeddedapi.fields;

import java.util.Map;
import java.util.stream.Collectors;

/** Somebody else owns fields that an apply without force would change. */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConflictException(Map<Owner, FieldSet> conflicts) {
    super(
        "Apply failed with "
            + conflicts.size()
            + " conflict(s): "
            + conflicts.entrySet().stream()
                .map(
                    entry -> "\"" + entry.getKey().manager() + "\" owns " + entry.getValue().json())
                .collect(Collectors.joining("; ")));
  }
}

package io.gunrelay.operator.fleet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a resource gives, or a refusal that names the field and says what to do. */
final class Given {

  static <T> List<T> listed(@Nullable List<T> given) {
    return given == null ? List.of() : given;
  }

  static Map<String, String> mapped(@Nullable Map<String, String> given) {
    return given == null ? Map.of() : given;
  }

  static String text(@Nullable String value, String field, String why) {
    if (value == null || value.isBlank()) {
      throw refused(field, why);
    }
    return value;
  }

  static RefusedException refused(String field, String why) {
    return new RefusedException(new Reading.Refused(field, why));
  }

  /**
   * Of something that this operator lets nobody ask for.
   *
   * @param setting the environment variable that would have to name it
   */
  static RefusedException forbidden(String field, String value, String setting) {
    return new RefusedException(
        new Reading.Refused(
            field,
            "'"
                + value
                + "' is not allowed here: remove it, or have whoever runs the operator add it to "
                + setting,
            true));
  }

  /** Ends the reading at the first thing wrong; never leaves the readers. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Reading.Refused reading;

    RefusedException(Reading.Refused reading) {
      super(reading.message(), null, false, false);
      this.reading = reading;
    }
  }

  private Given() {}
}

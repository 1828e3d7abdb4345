package io.gunrelay.relay;

import io.gunrelay.e2e.gunjs.Browser;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Drives Chromium. Without one a test is skipped, or fails where nothing may be. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.gunrelay.relay.NeedsBrowser$Condition#holds",
    disabledReason = "no Chromium: tools/find-browser says what to do")
@interface NeedsBrowser {
  /** Whether there is a browser, or must be one. */
  final class Condition {
    private Condition() {}

    static boolean holds() {
      return System.getenv("GUNRELAY_REQUIRE_ALL") != null || Browser.isInstalled();
    }
  }
}

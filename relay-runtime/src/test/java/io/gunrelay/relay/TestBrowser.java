package io.gunrelay.relay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gunrelay.e2e.gunjs.Browser;
import io.gunrelay.e2e.gunjs.BrowserOptions;

/** Debian's Chromium. Without it a test is skipped, or fails where nothing may be. */
final class TestBrowser {
  private TestBrowser() {}

  static Browser start(BrowserOptions options) {
    if (System.getenv("GUNRELAY_REQUIRE_ALL") == null) {
      assumeTrue(Browser.isInstalled(), "no Chromium: tools/find-browser says what to do");
    }
    return Browser.start(options);
  }
}

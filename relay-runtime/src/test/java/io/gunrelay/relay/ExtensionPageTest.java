package io.gunrelay.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/extensions.md shows the worker that is tested. */
class ExtensionPageTest {
  @Test
  void theWorkerIsTheOneThatIsTested() throws IOException {
    GeneratedPage page = GeneratedPage.of("extensions.md");
    Path worker = page.file().resolve("../../e2e/gunjs/extension/background.js").normalize();
    page.check("background.js", "```js\n" + Files.readString(worker) + "```");
  }
}

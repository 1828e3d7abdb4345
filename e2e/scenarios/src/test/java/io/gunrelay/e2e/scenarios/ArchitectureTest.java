package io.gunrelay.e2e.scenarios;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.scenarios", Path.of("target", "classes"))
        .room(
            "",
            "io.gunrelay.api",
            "io.gunrelay.e2e.embeddedapi",
            "io.gunrelay.e2e.faults",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8",
            "com.fasterxml.jackson",
            "picocli")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

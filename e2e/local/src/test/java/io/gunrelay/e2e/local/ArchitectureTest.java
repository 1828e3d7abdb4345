package io.gunrelay.e2e.local;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.local", Path.of("target", "classes"))
        .room("machine", "io.fabric8.kubernetes")
        .room(
            "demo",
            "machine",
            "io.gunrelay.api",
            "io.gunrelay.e2e.embeddedapi",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8.kubernetes",
            "com.fasterxml.jackson")
        .room("", "demo", "picocli")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

package io.gunrelay.e2e.scale;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.scale", Path.of("target", "classes"))
        .room(
            "cluster",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8",
            "io.netty",
            "com.fasterxml.jackson")
        .room("measure", "cluster")
        .room("", "cluster", "measure", "picocli")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

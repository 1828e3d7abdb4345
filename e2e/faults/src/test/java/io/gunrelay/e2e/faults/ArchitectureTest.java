package io.gunrelay.e2e.faults;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.faults", Path.of("target", "classes"))
        .room("agent")
        .room("image", "agent", "com.google.cloud.tools.jib")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

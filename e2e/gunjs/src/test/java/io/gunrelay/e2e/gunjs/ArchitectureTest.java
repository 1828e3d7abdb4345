package io.gunrelay.e2e.gunjs;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.gunjs", Path.of("target", "classes"))
        .room("", "com.fasterxml.jackson")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

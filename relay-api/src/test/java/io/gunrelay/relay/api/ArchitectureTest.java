package io.gunrelay.relay.api;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.relay.api", Path.of("target", "classes"))
        .room("")
        .room("trial", "")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

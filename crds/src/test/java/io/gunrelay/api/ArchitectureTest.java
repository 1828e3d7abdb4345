package io.gunrelay.api;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.api", Path.of("target", "classes"))
        .room("v1alpha1", "io.fabric8", "com.fasterxml.jackson.annotation")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

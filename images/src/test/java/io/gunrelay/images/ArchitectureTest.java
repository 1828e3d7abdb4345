package io.gunrelay.images;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.images", Path.of("target", "classes"))
        .room("", "com.google.cloud.tools.jib", "picocli")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

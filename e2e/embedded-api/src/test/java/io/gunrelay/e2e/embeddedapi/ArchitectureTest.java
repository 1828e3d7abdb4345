package io.gunrelay.e2e.embeddedapi;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.embeddedapi", Path.of("target", "classes"))
        .room("fields", "com.fasterxml.jackson")
        .room("network", "io.fabric8.kubernetes.api")
        .room("types", "fields", "com.fasterxml.jackson")
        .room("objects", "com.fasterxml.jackson")
        .room("requests", "fields", "types", "objects", "com.fasterxml.jackson")
        .room(
            "http",
            "types",
            "objects",
            "requests",
            "com.fasterxml.jackson",
            "com.sun.net.httpserver")
        .room("", "objects", "requests", "http", "com.fasterxml.jackson")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

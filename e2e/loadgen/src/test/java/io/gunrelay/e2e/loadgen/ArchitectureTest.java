package io.gunrelay.e2e.loadgen;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.e2e.loadgen", Path.of("target", "classes"))
        .room("wire")
        .room("client", "wire", "io.netty")
        .room("load", "client", "wire", "io.netty", "org.HdrHistogram")
        .room("raw", "io.netty")
        .room("relays", "load")
        .room("bench", "client", "load", "relays", "wire")
        .room("soak", "client", "load", "relays", "wire", "io.netty")
        .room(
            "",
            "bench",
            "client",
            "load",
            "raw",
            "relays",
            "soak",
            "wire",
            "com.fasterxml.jackson",
            "picocli")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

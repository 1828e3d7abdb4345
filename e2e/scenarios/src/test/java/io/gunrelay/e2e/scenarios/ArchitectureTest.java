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
            "stage",
            "io.gunrelay.api",
            "io.gunrelay.e2e.faults",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8",
            "com.fasterxml.jackson")
        .room("clients", "stage", "io.gunrelay.e2e.gunjs", "io.fabric8", "com.fasterxml.jackson")
        .room(
            "rollouts",
            "stage",
            "clients",
            "io.gunrelay.api",
            "io.gunrelay.e2e.faults",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8")
        .room(
            "lifecycle",
            "stage",
            "clients",
            "io.gunrelay.api",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8",
            "com.fasterxml.jackson")
        .room(
            "regions", "stage", "clients", "io.gunrelay.api", "io.gunrelay.e2e.gunjs", "io.fabric8")
        .room(
            "failovers",
            "stage",
            "clients",
            "rollouts",
            "io.gunrelay.api",
            "io.gunrelay.e2e.faults",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8")
        .room(
            "operators",
            "stage",
            "clients",
            "io.gunrelay.api",
            "io.gunrelay.e2e.gunjs",
            "io.fabric8",
            "io.gunrelay.e2e.embeddedapi")
        .room(
            "",
            "stage",
            "clients",
            "rollouts",
            "lifecycle",
            "regions",
            "failovers",
            "operators",
            "io.fabric8",
            "picocli")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

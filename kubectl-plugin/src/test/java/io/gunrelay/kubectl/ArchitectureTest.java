package io.gunrelay.kubectl;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.kubectl", Path.of("target", "classes"))
        .room("text", "com.fasterxml.jackson")
        .room(
            "cluster",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.gunrelay.operator.decide",
            "io.gunrelay.operator.fleet",
            "io.gunrelay.operator.relays",
            "io.fabric8",
            "com.fasterxml.jackson")
        .room(
            "status",
            "cluster",
            "text",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.gunrelay.operator.decide",
            "io.gunrelay.operator.fleet",
            "io.fabric8")
        .room(
            "plan",
            "cluster",
            "text",
            "io.gunrelay.api",
            "io.gunrelay.operator.apply",
            "io.gunrelay.operator.credentials",
            "io.gunrelay.operator.decide",
            "io.gunrelay.operator.failover",
            "io.gunrelay.operator.fleet",
            "io.gunrelay.operator.observe",
            "io.gunrelay.operator.rollout",
            "io.fabric8",
            "com.fasterxml.jackson")
        .room(
            "rollout",
            "cluster",
            "text",
            "io.gunrelay.api",
            "io.gunrelay.operator.fleet",
            "io.fabric8")
        .room(
            "drain",
            "cluster",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.gunrelay.operator.decide",
            "io.gunrelay.operator.fleet",
            "io.fabric8")
        .room("", "cluster", "text", "status", "plan", "drain", "rollout", "io.fabric8", "picocli")
        .pure("text")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

package io.gunrelay.operator;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.operator", Path.of("target", "classes"))
        .room("fleet", "io.gunrelay.api", "io.fabric8.kubernetes.api", "com.fasterxml.jackson")
        .room("rollout", "fleet", "io.gunrelay.api")
        .room("failover")
        .room("traffic", "fleet")
        .room(
            "checks",
            "fleet",
            "rollout",
            "io.gunrelay.api",
            "io.javaoperatorsdk",
            "com.fasterxml.jackson")
        .room(
            "kinds",
            "io.fabric8.kubernetes.api",
            "io.fabric8.kubernetes.client",
            "io.fabric8.kubernetes.model",
            "com.fasterxml.jackson")
        .room(
            "relays",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "com.fasterxml.jackson",
            "io.fabric8.kubernetes.api",
            "io.javaoperatorsdk",
            "org.slf4j")
        .room(
            "entries",
            "relays",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8.kubernetes.api",
            "io.fabric8.kubernetes.client",
            "io.javaoperatorsdk",
            "org.slf4j")
        .room(
            "observe",
            "entries",
            "fleet",
            "kinds",
            "relays",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8",
            "io.javaoperatorsdk",
            "com.fasterxml.jackson",
            "org.slf4j")
        .room("credentials", "javax.security.auth", "org.bouncycastle")
        .room(
            "decide",
            "credentials",
            "entries",
            "failover",
            "fleet",
            "kinds",
            "observe",
            "relays",
            "rollout",
            "traffic",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8.kubernetes.api",
            "io.fabric8.openshift.api")
        .room(
            "apply",
            "credentials",
            "fleet",
            "kinds",
            "observe",
            "decide",
            "traffic",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8",
            "io.javaoperatorsdk",
            "com.fasterxml.jackson")
        .room(
            "clusters",
            "fleet",
            "lead",
            "observe",
            "relays",
            "decide",
            "apply",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8",
            "io.javaoperatorsdk",
            "org.slf4j")
        .room(
            "report",
            "credentials",
            "failover",
            "fleet",
            "kinds",
            "decide",
            "apply",
            "rollout",
            "trace",
            "io.gunrelay.api",
            "io.fabric8",
            "io.micrometer.core",
            "org.slf4j")
        .room("trace", "io.opentelemetry", "org.slf4j")
        .room("lead", "io.gunrelay.api", "io.fabric8.kubernetes", "io.javaoperatorsdk", "org.slf4j")
        .room(
            "config",
            "",
            "fleet",
            "lead",
            "observe",
            "trace",
            "io.gunrelay.api",
            "com.fasterxml.jackson",
            "io.fabric8",
            "io.javaoperatorsdk",
            "io.micrometer.core",
            "io.quarkus",
            "io.smallrye.config",
            "jakarta",
            "org.jboss.logmanager")
        .room(
            "",
            "checks",
            "config",
            "credentials",
            "entries",
            "fleet",
            "lead",
            "observe",
            "relays",
            "decide",
            "apply",
            "clusters",
            "failover",
            "report",
            "rollout",
            "trace",
            "io.gunrelay.api",
            "io.gunrelay.relay.api",
            "io.fabric8",
            "io.javaoperatorsdk",
            "io.micrometer.core",
            "org.slf4j")
        .pure("fleet", "credentials", "decide", "rollout", "failover", "traffic")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

package io.gunrelay.relay;

import io.gunrelay.architecture.Rooms;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> roomsDependOnlyOnWhatTheTableSays() {
    return Rooms.of("io.gunrelay.relay", Path.of("target", "classes"))
        .room("bytes")
        .room("work")
        .room("clients")
        .room("limits", "clients", "io.micrometer.core")
        .room("tls", "bytes", "work", "io.netty", "io.micrometer.core", "javax.security.auth.x500")
        .room("trace")
        .room("trace.otlp", "trace", "io.opentelemetry")
        .room("measure", "trace")
        .room("audit", "com.fasterxml.jackson")
        .room("store", "bytes", "work", "trace", "org.rocksdb")
        .room("graph", "bytes", "work", "trace", "store")
        .room("wire", "bytes", "graph")
        .room(
            "sea",
            "bytes",
            "graph",
            "wire",
            "com.amazon.corretto",
            "com.fasterxml.jackson",
            "com.google.re2j")
        .room("files", "bytes", "graph", "store", "wire")
        .room("replication", "bytes", "work", "trace", "graph", "store")
        .room(
            "replication.net",
            "bytes",
            "graph",
            "store",
            "replication",
            "io.gunrelay.relay.api",
            "com.fasterxml.jackson")
        .room("fence", "bytes", "store", "graph", "work", "replication", "io.gunrelay.relay.api")
        .room("peers", "bytes", "graph", "wire", "work")
        .room("peers.net", "bytes", "graph", "peers", "work", "java.net.http", "javax.net.ssl")
        .room("drain", "work", "io.gunrelay.relay.api")
        .room(
            "transport",
            "bytes",
            "drain",
            "trace",
            "measure",
            "audit",
            "graph",
            "wire",
            "sea",
            "clients",
            "limits",
            "tls",
            "io.netty",
            "io.micrometer.core")
        .room(
            "admin",
            "audit",
            "clients",
            "drain",
            "fence",
            "tls",
            "transport",
            "io.gunrelay.relay.api",
            "io.netty",
            "io.micrometer",
            "com.fasterxml.jackson")
        .room(
            "config",
            "drain",
            "clients",
            "fence",
            "limits",
            "peers.net",
            "tls",
            "sea",
            "graph",
            "replication",
            "io.gunrelay.relay.api",
            "com.fasterxml.jackson",
            "com.google.re2j")
        .room("live", "config", "work", "io.gunrelay.relay.api", "io.micrometer.core")
        .room("logging", "com.fasterxml.jackson")
        .room(
            "",
            "bytes",
            "work",
            "trace",
            "trace.otlp",
            "measure",
            "audit",
            "limits",
            "drain",
            "fence",
            "peers",
            "peers.net",
            "tls",
            "store",
            "graph",
            "wire",
            "sea",
            "files",
            "replication",
            "replication.net",
            "transport",
            "admin",
            "config",
            "live",
            "logging",
            "io.gunrelay.relay.api",
            "io.micrometer",
            "io.prometheus",
            "picocli")
        .pure(
            "bytes",
            "drain",
            "trace",
            "measure",
            "graph",
            "peers",
            "wire",
            "sea",
            "files",
            "replication")
        .checks()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}

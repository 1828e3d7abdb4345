package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.Endpoint;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which relay, shared by all commands. */
final class Target {
  @Option(
      names = "--url",
      defaultValue = "ws://127.0.0.1:8765/gun",
      description = "The relay (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("ws://127.0.0.1:8765/gun");

  @Option(
      names = "--connect-to",
      paramLabel = "HOST:PORT",
      description = "Dial this address; the URL still gives the Host header and the TLS name.")
  private Optional<String> connectTo = Optional.empty();

  @Option(names = "--ca", paramLabel = "FILE", description = "Trust these PEM certificates only.")
  private Optional<Path> authority = Optional.empty();

  @Option(names = "--insecure", description = "Trust any certificate; for tests.")
  private boolean insecure;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Event loops (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  Clients clients() {
    Endpoint endpoint = new Endpoint(url, connectTo.map(Target::address), authority, insecure);
    return new Clients(endpoint, new MessageIds(new SecureRandom()), threads);
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("--connect-to " + text + ": write HOST:PORT");
    }
    try {
      return new InetSocketAddress(
          text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--connect-to " + text + ": the port is no number", e);
    }
  }
}

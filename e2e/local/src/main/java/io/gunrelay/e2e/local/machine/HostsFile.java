package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cluster's DNS: a file of hosts, which every Java process of a pod resolves by ({@code
 * jdk.net.hosts.file}). A headless Service's name stands for the addresses of its pods.
 */
final class HostsFile {
  private static final String LOCAL = "127.0.0.1 localhost\n";

  private final Path file;
  private String written = "";

  HostsFile(Path file) {
    this.file = file;
    write(LOCAL);
  }

  Path file() {
    return file;
  }

  /** Publishes the slices of the headless Services among them. */
  void publish(List<EndpointSlice> slices, Set<ServiceName> headless) {
    write(
        LOCAL
            + slices.stream()
                .filter(slice -> headless.contains(ServiceName.of(slice)))
                .flatMap(slice ->
                    slice.getEndpoints().stream()
                        .filter(endpoint -> endpoint.getConditions().getReady())
                        .flatMap(endpoint -> endpoint.getAddresses().stream())
                        .map(address -> address + " " + names(ServiceName.of(slice)) + "\n"))
                .sorted()
                .collect(Collectors.joining()));
  }

  private static String names(ServiceName service) {
    String host = service.name() + "." + service.namespace() + ".svc";
    return host + " " + host + ".cluster.local";
  }

  /** In one step, since others read it at any moment. */
  private void write(String content) {
    if (content.equals(written)) {
      return;
    }
    try {
      Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      written = content;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}

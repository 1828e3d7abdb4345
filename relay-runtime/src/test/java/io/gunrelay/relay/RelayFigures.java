package io.gunrelay.relay;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * What a relay's metrics say.
 *
 * @param lines of a scrape
 */
record RelayFigures(List<String> lines) {
  static RelayFigures of(HttpClient http, RelayProcess relay) {
    try {
      return new RelayFigures(
          http.send(
                  HttpRequest.newBuilder(relay.admin("/metrics")).build(), BodyHandlers.ofString())
              .body()
              .lines()
              .toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  double value(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}

package io.gunrelay.relay.drain;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * URLs that gun.js has not used yet. Told to dial the one that it is on, gun.js may close the new
 * socket together with the old, since it knows both by their URL.
 */
final class FreshUrl {
  private static final String TOKEN = "r=";

  private FreshUrl() {}

  /** The URL with another token in its query; the rest of the query stays. */
  static String of(String url, String token) {
    int question = url.indexOf('?');
    String base = question < 0 ? url : url.substring(0, question);
    return Stream.concat(
            parameters(url).filter(parameter -> !parameter.startsWith(TOKEN)),
            Stream.of(TOKEN + token))
        .collect(Collectors.joining("&", base + "?", ""));
  }

  /** The token in a URL, empty when there is none. */
  static String token(String url) {
    return parameters(url)
        .filter(parameter -> parameter.startsWith(TOKEN))
        .map(parameter -> parameter.substring(TOKEN.length()))
        .findFirst()
        .orElse("");
  }

  private static Stream<String> parameters(String url) {
    int question = url.indexOf('?');
    return question < 0
        ? Stream.empty()
        : Arrays.stream(url.substring(question + 1).split("&", -1))
            .filter(parameter -> !parameter.isEmpty());
  }
}

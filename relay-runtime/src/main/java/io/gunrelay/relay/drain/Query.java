package io.gunrelay.relay.drain;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameters in the query of a URL; the others stay as they are. */
final class Query {
  private Query() {}

  /** Empty when the parameter is not there. */
  static String value(String url, String name) {
    return parameters(url)
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(parameter -> parameter.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** The URL with that value, which needs no escaping, in place of the one that it had. */
  static String with(String url, String name, String value) {
    return join(url, Stream.concat(others(url, name), Stream.of(name + "=" + value)));
  }

  static String without(String url, String name) {
    return value(url, name).isEmpty() ? url : join(url, others(url, name));
  }

  private static String join(String url, Stream<String> parameters) {
    int question = url.indexOf('?');
    String base = question < 0 ? url : url.substring(0, question);
    String query = parameters.collect(Collectors.joining("&"));
    return query.isEmpty() ? base : base + "?" + query;
  }

  private static Stream<String> others(String url, String name) {
    return parameters(url).filter(parameter -> !parameter.startsWith(name + "="));
  }

  private static Stream<String> parameters(String url) {
    int question = url.indexOf('?');
    return question < 0
        ? Stream.empty()
        : Arrays.stream(url.substring(question + 1).split("&", -1))
            .filter(parameter -> !parameter.isEmpty());
  }
}

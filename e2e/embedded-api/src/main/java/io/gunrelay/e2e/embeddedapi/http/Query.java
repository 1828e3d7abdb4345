package io.gunrelay.e2e.embeddedapi.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.Selector;
import io.gunrelay.e2e.embeddedapi.requests.ApiException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The parameters of a request. */
record Query(Map<String, String> parameters) {

  static Query of(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    String query = uri.getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decode(name), decode(value));
      }
    }
    return new Query(parameters);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean flag(String name) {
    return text(name).equals("true") || text(name).equals("1");
  }

  int number(String name, int otherwise) {
    String text = text(name);
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest(name + " is not a number: " + text);
    }
  }

  Predicate<ObjectNode> selector() {
    try {
      var labels = Selector.labels(text("labelSelector"));
      var fields = Selector.fields(text("fieldSelector"));
      return object -> labels.test(object) && fields.test(object);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }
}

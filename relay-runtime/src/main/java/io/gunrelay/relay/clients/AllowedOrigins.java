package io.gunrelay.relay.clients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The origins of pages that may connect. A browser always says which page opens a WebSocket, and a
 * page cannot make it lie; other programs need not say, and could say anything. So who names no
 * origin comes in, and the list keeps out the pages of others (cross-site WebSocket hijacking).
 *
 * @param exact origins in lower case
 * @param wildcards origins whose host begins with {@code *.}
 * @param any whether every page may connect
 */
public record AllowedOrigins(Set<String> exact, List<Wildcard> wildcards, boolean any) {
  /** Every page may connect. */
  public static final AllowedOrigins ANY = new AllowedOrigins(Set.of(), List.of(), true);

  private static final Pattern ORIGIN =
      Pattern.compile(
          "null|[a-z][a-z0-9+.-]*://(\\*\\.)?[a-z0-9._~-]+(:\\d{1,5})?"
              + "|[a-z][a-z0-9+.-]*://\\[[0-9a-f:.]+](:\\d{1,5})?");
  private static final Pattern HOST_PART = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  /**
   * All hosts below one.
   *
   * @param scheme up to and with {@code ://}
   * @param rest from the dot before the host on
   */
  public record Wildcard(String scheme, String rest) {
    boolean allows(String origin) {
      return origin.startsWith(scheme)
          && origin.endsWith(rest)
          && scheme.length() + rest.length() < origin.length()
          && HOST_PART
              .matcher(origin.substring(scheme.length(), origin.length() - rest.length()))
              .matches();
    }
  }

  /**
   * Reads origins separated by commas, such as {@code https://app.example}, {@code
   * https://*.app.example}, {@code chrome-extension://id} or {@code *}. An empty text allows any.
   *
   * @return empty if one of them is none
   */
  public static Optional<AllowedOrigins> parse(String text) {
    Set<String> exact = new HashSet<>();
    List<Wildcard> wildcards = new ArrayList<>();
    boolean any = text.isBlank();
    for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      String origin = part.strip();
      int star = origin.indexOf("*.");
      if (origin.equals("*")) {
        any = true;
      } else if (!origin.isEmpty() && !ORIGIN.matcher(origin).matches()) {
        return Optional.empty();
      } else if (star >= 0) {
        wildcards.add(new Wildcard(origin.substring(0, star), origin.substring(star + 1)));
      } else if (!origin.isEmpty()) {
        exact.add(origin);
      }
    }
    return Optional.of(new AllowedOrigins(Set.copyOf(exact), List.copyOf(wildcards), any));
  }

  /**
   * Whether a connection may be opened.
   *
   * @param origins the values of the Origin header; a browser sends one
   */
  public boolean allow(List<String> origins) {
    if (any || origins.isEmpty()) {
      return true;
    }
    String origin = origins.getFirst().toLowerCase(Locale.ROOT);
    return origins.size() == 1
        && (exact.contains(origin)
            || wildcards.stream().anyMatch(wildcard -> wildcard.allows(origin)));
  }
}

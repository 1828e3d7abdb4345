package io.gunrelay.relay.drain;

/**
 * URLs that gun.js has not used yet. Told to dial the one that it is on, gun.js may close the new
 * socket together with the old, since it knows both by their URL.
 */
final class FreshUrl {
  private static final String TOKEN = "r";

  private FreshUrl() {}

  /** The URL with another token in its query; the rest of the query stays. */
  static String of(String url, String token) {
    return Query.with(url, TOKEN, token);
  }

  /** The token in a URL, empty when there is none. */
  static String token(String url) {
    return Query.value(url, TOKEN);
  }
}

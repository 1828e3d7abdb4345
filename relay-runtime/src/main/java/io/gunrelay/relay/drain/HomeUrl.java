package io.gunrelay.relay.drain;

import java.util.regex.Matcher;

/**
 * The URL that a client dials by itself. One that was told to go to another host has it in the
 * query of the URL that it was told, so that relays there know where it belongs.
 */
public final class HomeUrl {
  private static final String HOST = "h";

  private HomeUrl() {}

  /** What a client would have dialled by itself, of what it has; with the port that it has. */
  public static String of(String dialled) {
    String home = Query.value(dialled, HOST);
    return OwnEntry.isHost(home)
        ? OwnEntry.withHost(Query.without(dialled, HOST), home)
        : Query.without(dialled, HOST);
  }

  /**
   * A URL for a client that has dialled another one, from which it can be known where it belongs.
   */
  static String remember(String url, String dialled) {
    Matcher home = OwnEntry.URL.matcher(of(dialled));
    return !home.matches() || OwnEntry.isBy(url, home.group("host"))
        ? Query.without(url, HOST)
        : Query.with(url, HOST, home.group("host"));
  }
}

package io.gunrelay.relay.drain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the URL that a client came by tells about one that it is to be sent to. */
final class OwnEntry {
  static final Pattern URL =
      Pattern.compile(
          "(?<scheme>wss?://)(?<host>[^/?:\\[\\]]+|\\[[^]/]*])(?<port>:\\d+)?(?<rest>[/?].*)?");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");

  private OwnEntry() {}

  /** Whether it is a host as a URL names it, without a port. */
  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /** Whether both lead to the same host. */
  static boolean isSameHost(String url, String entry) {
    return isSameHost(URL.matcher(url), URL.matcher(entry));
  }

  private static boolean isSameHost(Matcher one, Matcher other) {
    return one.matches()
        && other.matches()
        && one.group("host").equalsIgnoreCase(other.group("host"));
  }

  /** The URL with another host, and the port that it has. */
  static String withHost(String url, String host) {
    Matcher from = URL.matcher(url);
    return from.matches() ? join(from, host, from.group("port")) : url;
  }

  /** A URL that has matched, with another host and port. */
  private static String join(Matcher of, String host, @Nullable String port) {
    return of.group("scheme") + host + text(port) + text(of.group("rest"));
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group;
  }

  /**
   * The URL as the client may dial it: with its scheme and its port, where it begins with {@code
   * //}.
   */
  static String asDialled(String url, String entry) {
    Matcher from = URL.matcher(entry);
    if (!url.startsWith("//")) {
      return withPort(url, entry);
    }
    if (!from.matches()) {
      return "";
    }
    String whole = from.group("scheme") + url.substring(2);
    Matcher to = URL.matcher(whole);
    return to.matches() ? withPort(whole, to, from) : whole;
  }

  /** Whether the URL leads to the host. */
  static boolean isBy(String entry, String host) {
    Matcher url = URL.matcher(entry);
    return url.matches() && url.group("host").equalsIgnoreCase(host);
  }

  /**
   * The URL, with the port that the client came by where it leads to the same host and names none:
   * whoever wrote it knew the host's name, but not always what stands before it.
   */
  static String withPort(String url, String entry) {
    Matcher to = URL.matcher(url);
    Matcher from = URL.matcher(entry);
    return isSameHost(to, from) ? withPort(url, to, from) : url;
  }

  /** Both have matched. */
  private static String withPort(String url, Matcher to, Matcher from) {
    return to.group("port") == null ? join(to, to.group("host"), from.group("port")) : url;
  }
}

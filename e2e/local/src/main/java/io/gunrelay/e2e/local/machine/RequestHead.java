package io.gunrelay.e2e.local.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The head of an HTTP/1.1 request.
 *
 * @param lines the request line and the fields, without line ends
 */
record RequestHead(List<String> lines) {
  private static final int LONGEST = 32 * 1024;

  /**
   * Reads up to the empty line and not a byte more.
   *
   * @throws IOException when it is no request
   */
  static RequestHead read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0 || head.size() == LONGEST) {
        throw new IOException("not a request");
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return new RequestHead(head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList());
  }

  /** Without the port, in lower case; empty if it has none. */
  String host() {
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("host:"))
        .map(line -> line.substring(5).strip().toLowerCase(Locale.ROOT).replaceAll(":\\d+$", ""))
        .findFirst()
        .orElse("");
  }

  /** Without the query. */
  String path() {
    String[] words = lines.getFirst().split(" ", 3);
    return words.length < 2 ? "" : words[1].split("\\?", 2)[0];
  }

  private boolean upgrades() {
    return lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("upgrade:"));
  }

  /**
   * As it goes on to the pod: with the client's address; one request a connection, or an upgrade.
   */
  byte[] forwarded(String client) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      boolean dropped = !upgrades() && line.toLowerCase(Locale.ROOT).startsWith("connection:");
      if (!dropped) {
        text.append(line).append("\r\n");
      }
    }
    if (!upgrades()) {
      text.append("Connection: close\r\n");
    }
    text.append("X-Forwarded-For: ").append(client).append("\r\n");
    text.append("X-Forwarded-Proto: http\r\n\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}

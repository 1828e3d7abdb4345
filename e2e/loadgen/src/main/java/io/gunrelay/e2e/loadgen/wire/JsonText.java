package io.gunrelay.e2e.loadgen.wire;

import java.nio.charset.StandardCharsets;

/** JSON strings, from text and back. */
final class JsonText {
  private JsonText() {}

  /** Appends a string as JSON; everything below U+0020 is escaped. */
  static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** The meaning of the JSON string in {@code text[start, end)}, quotes included in the range. */
  static String unquote(byte[] text, int start, int end) {
    String inner = new String(text, start + 1, end - start - 2, StandardCharsets.UTF_8);
    int escape = inner.indexOf('\\');
    if (escape < 0) {
      return inner;
    }
    StringBuilder out = new StringBuilder(inner.length()).append(inner, 0, escape);
    int i = escape;
    while (i < inner.length()) {
      char c = inner.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (i == inner.length()) {
        throw new MalformedFrameException("a string ends inside an escape");
      }
      char kind = inner.charAt(i++);
      switch (kind) {
        case '"', '\\', '/' -> out.append(kind);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append(unit(inner, i));
          i += 4;
        }
        default -> throw new MalformedFrameException("unknown escape \\" + kind);
      }
    }
    return out.toString();
  }

  private static char unit(String inner, int at) {
    if (at + 4 > inner.length()) {
      throw new MalformedFrameException("a \\u escape is cut short");
    }
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(inner.charAt(i), 16);
      if (digit < 0) {
        throw new MalformedFrameException("a \\u escape holds no hexadecimal number");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}

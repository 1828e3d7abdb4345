package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.JsNumber;
import java.util.HexFormat;

/**
 * The text that {@code JSON.stringify(JSON.parse(text))} gives for a value of the graph: null, a
 * boolean, a number, a string or a link. Text that is none of these stands for itself, so that
 * every two values can be compared.
 */
final class StringifiedValue {
  private final String json;
  private final StringBuilder out;
  private int at;

  private StringifiedValue(String json) {
    this.json = json;
    this.out = new StringBuilder(json.length());
  }

  static String of(Bytes value) {
    String json = value.text();
    try {
      return new StringifiedValue(json).rewrite();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return json;
    }
  }

  private String rewrite() {
    space();
    value();
    space();
    if (at != json.length()) {
      throw unexpected();
    }
    return out.toString();
  }

  private void value() {
    switch (json.charAt(at)) {
      case '"' -> string();
      case '{' -> link();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void link() {
    take('{');
    space();
    out.append('{');
    string();
    space();
    take(':');
    out.append(':');
    space();
    string();
    space();
    take('}');
    out.append('}');
  }

  private void word(String word) {
    if (!json.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    out.append(word);
  }

  private void number() {
    int start = at;
    while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    double number = Double.parseDouble(json.substring(start, at));
    out.append(Double.isFinite(number) ? JsNumber.text(number) : "null");
  }

  private void string() {
    take('"');
    out.append('"');
    for (char c = json.charAt(at); c != '"'; c = json.charAt(at)) {
      at++;
      append(c == '\\' ? escaped() : c);
    }
    at++;
    // A surrogate's partner may come later, as itself or as an escape: only now is it known whether
    // it has one.
    escapeLoneSurrogates();
    out.append('"');
  }

  private char escaped() {
    char c = json.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) HexFormat.fromHexDigits(json, at - 4, at);
      }
      case '"', '\\', '/' -> c;
      default -> throw unexpected();
    };
  }

  private void append(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          escape(out, c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void escapeLoneSurrogates() {
    boolean lone = false;
    for (int i = 0; i < out.length() && !lone; i++) {
      lone = Character.isSurrogate(out.charAt(i));
    }
    if (!lone) {
      return;
    }
    String text = out.toString();
    out.setLength(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        escape(out, c);
      }
    }
  }

  private static void escape(StringBuilder to, char c) {
    to.append("\\u").append(HexFormat.of().toHexDigits(c));
  }

  private void space() {
    while (at < json.length() && " \t\n\r".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private void take(char expected) {
    if (json.charAt(at) != expected) {
      throw unexpected();
    }
    at++;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("not a value: " + json);
  }
}

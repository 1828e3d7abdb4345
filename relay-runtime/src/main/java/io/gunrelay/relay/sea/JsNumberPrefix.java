package io.gunrelay.relay.sea;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number that a text begins with, as JavaScript's {@code parseFloat} finds it. */
final class JsNumberPrefix {
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\s*+([+-]?+(?:Infinity|\\d{1,400}+(?:\\.\\d{0,400}+)?+(?:[eE][+-]?\\d{1,9})?+"
              + "|\\.\\d{1,400}+(?:[eE][+-]?\\d{1,9})?+)).*",
          Pattern.DOTALL);

  private JsNumberPrefix() {}

  /** The number, or NaN when the text begins with none. */
  static double of(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.matches() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }
}

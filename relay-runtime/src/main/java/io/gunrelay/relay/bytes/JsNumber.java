package io.gunrelay.relay.bytes;

/**
 * A double's text as JavaScript prints it: clients compare and hash numbers by that text.
 *
 * <p>The rules are those of ECMAScript's {@code Number::toString} for radix 10.
 */
public final class JsNumber {
  private static final double EXACT_INTEGERS = 9_007_199_254_740_992.0;

  private JsNumber() {}

  /** The text of a finite number; {@code -0} is {@code 0}. */
  public static String text(double number) {
    if (number == (long) number && Math.abs(number) <= EXACT_INTEGERS) {
      return Long.toString((long) number);
    }
    StringBuilder text = new StringBuilder(26);
    if (number < 0) {
      text.append('-');
    }
    appendMagnitude(text, Math.abs(number));
    return text.toString();
  }

  private static void appendMagnitude(StringBuilder text, double magnitude) {
    String java = Double.toString(magnitude);
    int e = java.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(java, e + 1, java.length(), 10);
    String mantissa = e < 0 ? java : java.substring(0, e);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    // The number is 0.DIGITS times ten to the power of scale.
    int scale = point + exponent;
    int leading = 0;
    while (digits.charAt(leading) == '0') {
      leading++;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    String significant = digits.substring(leading, end);
    if (significant.length() != 2
        || !layOutOneDigit(text, significant, scale - leading, magnitude)) {
      layOut(text, significant, scale - leading);
    }
  }

  /**
   * Java prints two digits where one would do, as in 4.9E-324 for 5e-324 and 9.9E-324 for 1e-323.
   */
  private static boolean layOutOneDigit(
      StringBuilder text, String two, int scale, double magnitude) {
    int rounded = two.charAt(0) - '0' + (two.charAt(1) >= '5' ? 1 : 0);
    String one = rounded == 10 ? "1" : Integer.toString(rounded);
    int itsScale = rounded == 10 ? scale + 1 : scale;
    if (Double.parseDouble("0." + one + "E" + itsScale) != magnitude) {
      return false;
    }
    layOut(text, one, itsScale);
    return true;
  }

  private static void layOut(StringBuilder text, String digits, int scale) {
    int count = digits.length();
    if (count <= scale && scale <= 21) {
      text.append(digits).repeat('0', scale - count);
    } else if (0 < scale && scale <= 21) {
      text.append(digits, 0, scale).append('.').append(digits, scale, count);
    } else if (-6 < scale && scale <= 0) {
      text.append("0.").repeat('0', -scale).append(digits);
    } else {
      text.append(digits.charAt(0));
      if (count > 1) {
        text.append('.').append(digits, 1, count);
      }
      text.append('e').append(scale > 0 ? '+' : '-').append(Math.abs(scale - 1));
    }
  }
}

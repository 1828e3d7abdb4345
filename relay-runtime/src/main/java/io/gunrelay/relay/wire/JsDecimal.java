package io.gunrelay.relay.wire;

/**
 * Decimals with few digits, which need no general parser: an integer below 2<sup>53</sup> divided
 * by an exact power of ten is rounded once, hence correctly (W. D. Clinger, "How to Read Floating
 * Point Numbers Accurately", 1990).
 */
final class JsDecimal {
  /** How many characters, the point included, surely make an integer that fits a {@code long}. */
  static final int MAX_DIGITS = 18;

  private static final long EXACT_INTEGERS = 1L << 53;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17
  };

  private JsDecimal() {}

  static double value(boolean negative, long mantissa, int fractionDigits) {
    double value =
        mantissa <= EXACT_INTEGERS
            ? mantissa / POWERS_OF_TEN[fractionDigits]
            : Double.parseDouble(mantissa + "E-" + fractionDigits);
    return negative ? -value : value;
  }
}

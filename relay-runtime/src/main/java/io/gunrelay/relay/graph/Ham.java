package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;

/**
 * GUN's conflict resolution (HAM), without its clock rule: which of two values of one key wins. A
 * total order on pairs of state and value, so every relay that has seen the same values keeps the
 * same one, in whatever order they came.
 */
public final class Ham {
  private Ham() {}

  /**
   * Compares by state; equal states by the text that {@code JSON.stringify} gives for the value, in
   * UTF-16 order; equal texts by the bytes as they came.
   *
   * @return positive if the first wins, 0 if the two are the same
   */
  public static int compare(double state, Bytes value, double otherState, Bytes otherValue) {
    if (state != otherState) {
      return state > otherState ? 1 : -1;
    }
    if (value.equals(otherValue)) {
      return 0;
    }
    int byText = StringifiedValue.of(value).compareTo(StringifiedValue.of(otherValue));
    return byText != 0 ? byText : value.compareTo(otherValue);
  }
}

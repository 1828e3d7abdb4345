package io.gunrelay.relay.trace;

import java.util.HexFormat;

/**
 * Names a place in a trace, as W3C's trace context does. Only sampled ones have one.
 *
 * @param traceHigh first half of the trace's id
 * @param traceLow second half
 * @param span the span that caused what follows
 */
public record TraceContext(long traceHigh, long traceLow, long span) {
  /** Size of the binary form. */
  public static final int BYTES = 3 * Long.BYTES;

  /** Reads W3C's texts: 32 and 16 hexadecimal digits. */
  public static TraceContext parse(String traceId, String spanId) {
    return new TraceContext(
        HexFormat.fromHexDigitsToLong(traceId, 0, 16),
        HexFormat.fromHexDigitsToLong(traceId, 16, 32),
        HexFormat.fromHexDigitsToLong(spanId));
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    return HexFormat.of().toHexDigits(traceHigh) + HexFormat.of().toHexDigits(traceLow);
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    return HexFormat.of().toHexDigits(span);
  }
}

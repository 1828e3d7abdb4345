package io.gunrelay.operator.trace;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of a trace that follow from what it tells of, so that one that is told twice is the same
 * trace. For the use of one thread at a time.
 */
final class Ids implements IdGenerator {

  private String about = "";
  private int spans;

  /** What follows is of this switch: of the same one at any time and by any operator, the same. */
  void begin(Switchover over) {
    about = String.join("/", over.uid(), over.from(), over.switched().toString());
    spans = 0;
  }

  @Override
  public String generateTraceId() {
    return digest(about, TraceId.getLength());
  }

  @Override
  public String generateSpanId() {
    return digest(about + "/" + spans++, SpanId.getLength());
  }

  private static String digest(String text, int digits) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

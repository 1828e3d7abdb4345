package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.SplittableRandom;

/**
 * The nodes of a large store: known by their number, of one size each, and of text that does not
 * compress, so that they take the space that they seem to.
 */
public final class StoredNodes {
  /** Keys in one node. */
  public static final int KEYS = 8;

  private static final int USUAL_VALUE = 240;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final String run;
  private final int valueBytes;
  private final String noise;

  /** The nodes of a run; the same name gives the same nodes. */
  public StoredNodes(String run) {
    this(run, USUAL_VALUE);
  }

  /** The same with values of another length. */
  public StoredNodes(String run, int valueBytes) {
    this.run = run;
    this.valueBytes = valueBytes;
    SplittableRandom random = new SplittableRandom(run.hashCode());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1 << 20; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    this.noise = text.toString();
  }

  /** Bytes of values in one node. */
  public int nodeBytes() {
    return KEYS * valueBytes;
  }

  String soul(long number) {
    return "load/" + run + "/node" + number;
  }

  /** A put of several nodes, one after the other. */
  String put(long id, long first, int count) {
    StringBuilder out = new StringBuilder((nodeBytes() + 256) * count);
    out.append("{\"#\":\"").append(MessageIds.text(id)).append("\",\"put\":{");
    for (long number = first; number < first + count; number++) {
      if (number > first) {
        out.append(',');
      }
      node(out, number);
    }
    return out.append("}}").toString();
  }

  private void node(StringBuilder out, long number) {
    String soul = soul(number);
    long state = 1_700_000_000_000L;
    out.append('"').append(soul).append("\":{\"_\":{\"#\":\"").append(soul).append("\",\">\":{");
    for (int key = 0; key < KEYS; key++) {
      out.append(key == 0 ? "" : ",").append("\"k").append(key).append("\":").append(state);
    }
    out.append("}}");
    for (int key = 0; key < KEYS; key++) {
      // Where a value lies in the noise follows from its number; few values are ever the same.
      int start =
          (int) Math.floorMod((number * KEYS + key) * 7_919L, (long) noise.length() - valueBytes);
      out.append(",\"k")
          .append(key)
          .append("\":\"")
          .append(noise, start, start + valueBytes)
          .append('"');
    }
    out.append('}');
  }

  String get(long id, long number) {
    return Requests.get(MessageIds.text(id), soul(number));
  }
}

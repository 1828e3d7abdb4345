package io.gunrelay.e2e.loadgen.wire;

/** The messages that a client sends, as JSON text. */
public final class Requests {
  private Requests() {}

  /**
   * A put of one string.
   *
   * @param stateMillis the state of the value, milliseconds since 1970
   */
  public static String put(String id, String soul, String key, long stateMillis, String value) {
    StringBuilder out = new StringBuilder(128 + soul.length() * 2 + value.length());
    out.append("{\"#\":\"").append(id).append("\",\"put\":{");
    JsonText.quote(out, soul);
    out.append(":{\"_\":{\"#\":");
    JsonText.quote(out, soul);
    out.append(",\">\":{");
    JsonText.quote(out, key);
    out.append(':').append(stateMillis).append("}},");
    JsonText.quote(out, key);
    out.append(':');
    JsonText.quote(out, value);
    return out.append("}},\"ok\":{\"@\":9,\"/\":1}}").toString();
  }

  /** A question for a whole soul, which also subscribes to it. */
  public static String get(String id, String soul) {
    StringBuilder out = new StringBuilder("{\"#\":\"").append(id).append("\",\"get\":{\"#\":");
    JsonText.quote(out, soul);
    return out.append("}}").toString();
  }

  /** What gun.js says first on a new connection. */
  public static String hi(String id) {
    return "{\"dam\":\"hi\",\"#\":\"" + id + "\"}";
  }

  /** The answer to a relay's handshake. */
  public static String handshake(String id, String pid, Slice asked) {
    return "{\"dam\":\"?\",\"pid\":\"" + pid + "\",\"@\":" + asked.raw() + ",\"#\":\"" + id + "\"}";
  }
}

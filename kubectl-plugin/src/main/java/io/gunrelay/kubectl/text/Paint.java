package io.gunrelay.kubectl.text;

/** Colours where a terminal shows them, and nothing elsewhere. */
public enum Paint {
  COLOURED,
  PLAIN;

  private static final String END = "\u001b[0m";

  public String good(String text) {
    return in("\u001b[32m", text);
  }

  public String bad(String text) {
    return in("\u001b[31m", text);
  }

  public String notable(String text) {
    return in("\u001b[33m", text);
  }

  public String strong(String text) {
    return in("\u001b[1m", text);
  }

  public String dim(String text) {
    return in("\u001b[36m", text);
  }

  private String in(String begin, String text) {
    return this == COLOURED && !text.isEmpty() ? begin + text + END : text;
  }
}

package io.gunrelay.relay.store;

/** The groups of rows; each sorted by its keys' bytes. */
public enum Family {
  /** (soul, key) to state, tag and value. */
  GRAPH("graph"),
  /** (origin, sequence) to (soul, key), for current values only. */
  FEED("feed"),
  /** The format's version; the version vector, a row for each origin. */
  META("meta"),
  /** Puts from the future, by state, until they are due. */
  DEFERRED("deferred");

  private final String text;

  Family(String text) {
    this.text = text;
  }

  /** The name on disk. */
  String text() {
    return text;
  }
}

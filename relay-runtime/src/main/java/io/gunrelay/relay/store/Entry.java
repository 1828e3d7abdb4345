package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key's value in the graph, with its tag. The value never changes; a newer value is a new entry.
 *
 * <p>The tag belongs to the journal, which gives it to changes of its own relay, and may replace
 * it.
 */
public final class Entry {
  private final String soul;
  private final String key;
  private final double state;
  private final Bytes value;
  private @Nullable Tag tag;
  private volatile boolean stored;

  private Entry(String soul, String key, double state, Bytes value, @Nullable Tag tag) {
    this.soul = soul;
    this.key = key;
    this.state = state;
    this.value = value;
    this.tag = tag;
  }

  /** A change that is taken here: the journal will tag it. */
  public static Entry own(String soul, String key, double state, Bytes value) {
    return new Entry(soul, key, state, value, null);
  }

  /** A change that came from another relay with its tag. */
  public static Entry foreign(String soul, String key, double state, Bytes value, Tag tag) {
    return new Entry(soul, key, state, value, tag);
  }

  /** What the disk holds. */
  static Entry stored(String soul, String key, double state, Bytes value, Tag tag) {
    Entry entry = new Entry(soul, key, state, value, tag);
    entry.stored = true;
    return entry;
  }

  public String soul() {
    return soul;
  }

  public String key() {
    return key;
  }

  public double state() {
    return state;
  }

  public Bytes value() {
    return value;
  }

  /** Whether it has reached the disk, and been synced; from any thread. */
  public boolean isStored() {
    return stored;
  }

  boolean isTagged() {
    return tag != null;
  }

  /** Of an entry that is tagged. */
  Tag tag() {
    return Objects.requireNonNull(tag);
  }

  void tag(Tag given) {
    tag = given;
  }

  void setStored() {
    stored = true;
  }

  @Override
  public String toString() {
    return soul + "." + key + "=" + value + " at " + state + " " + tag;
  }
}

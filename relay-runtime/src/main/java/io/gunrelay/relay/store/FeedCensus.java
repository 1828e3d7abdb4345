package io.gunrelay.relay.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says whose changes the current values are, as it was at one point. Blocks for the disk. One
 * thread at a time.
 */
public final class FeedCensus implements AutoCloseable {
  private final Disk.View view;

  FeedCensus(Disk.View view) {
    this.view = view;
  }

  /** Whether any current value is tagged with it. */
  public boolean has(Origin origin) {
    try (Disk.Cursor cursor = view.scan(Family.FEED, Rows.tag(new Tag(origin, 0)))) {
      return cursor.isValid() && Rows.tag(cursor.key()).origin().equals(origin);
    }
  }

  /**
   * How many current values each origin has.
   *
   * @param most where counting an origin's values ends
   */
  public Map<Origin, Integer> counts(int most) {
    Map<Origin, Integer> counts = new HashMap<>();
    try (Disk.Cursor cursor = view.scan(Family.FEED, new byte[0])) {
      while (cursor.isValid()) {
        Origin origin = Rows.tag(cursor.key()).origin();
        if (counts.merge(origin, 1, Integer::sum) < most) {
          cursor.next();
        } else {
          cursor.seek(Rows.tag(Rows.last(origin)));
          if (cursor.isValid() && Rows.tag(cursor.key()).origin().equals(origin)) {
            cursor.next();
          }
        }
      }
    }
    return counts;
  }

  /**
   * Which properties have values of an origin.
   *
   * @param most how many are read
   */
  public List<Property> properties(Origin origin, int most) {
    List<Property> properties = new ArrayList<>();
    try (Disk.Cursor cursor = view.scan(Family.FEED, Rows.tag(new Tag(origin, 0)))) {
      while (properties.size() < most
          && cursor.isValid()
          && Rows.tag(cursor.key()).origin().equals(origin)) {
        byte[] row = cursor.value();
        properties.add(new Property(RowKeys.soul(row), RowKeys.key(row)));
        cursor.next();
      }
    }
    return properties;
  }

  /** A key of a soul. */
  public record Property(String soul, String key) {}

  @Override
  public void close() {
    view.close();
  }
}

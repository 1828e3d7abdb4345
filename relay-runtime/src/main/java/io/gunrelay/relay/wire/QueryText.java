package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.graph.RangeQuery;

/** Writes patterns (LEX) so that gun.js' own relay understands them, too. */
final class QueryText {
  private static final String LAST_OF_INCLUSIVE = "\0";

  private QueryText() {}

  /**
   * Writes what a {@code get} holds. A range that several operators made may reach one text
   * further, since {@code <} belongs to it.
   */
  static void write(JsonText text, RangeQuery query) {
    text.raw("{\"#\":");
    range(text, query.souls(), true);
    if (!query.keys().equals(TextRange.ALL)) {
      text.raw(",\".\":");
      range(text, query.keys(), false);
    }
    if (query.reverse()) {
      text.raw(",\"-\":1");
    }
    if (query.budget() != RangeQuery.UNLIMITED) {
      text.raw(",\"%\":").raw(Long.toString(query.budget()));
    }
    text.raw('}');
  }

  /**
   * @param prefixed whether gun.js wants a prefix to be there beside bounds, if only an empty one
   */
  private static void range(JsonText text, TextRange range, boolean prefixed) {
    if (range.only().isPresent()) {
      text.string(range.from());
    } else if (TextRange.startingWith(range.from()).equals(range)) {
      text.raw("{\"*\":").string(range.from()).raw('}');
    } else {
      text.raw(prefixed ? "{\"*\":\"\",\">\":" : "{\">\":").string(range.from());
      range.until().ifPresent(until -> text.raw(",\"<\":").string(inclusive(until)));
      text.raw('}');
    }
  }

  private static String inclusive(String until) {
    return until.endsWith(LAST_OF_INCLUSIVE) ? until.substring(0, until.length() - 1) : until;
  }
}

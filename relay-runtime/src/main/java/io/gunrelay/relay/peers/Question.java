package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.OptionalInt;

/** What peers are asked. */
sealed interface Question {
  /** For a soul, or for a key of it. */
  record Exact(Query query) implements Question {
    @Override
    public int length() {
      return query.soul().length() + query.key().map(String::length).orElse(0);
    }

    @Override
    public Bytes message(String id) {
      return MessageWriter.get(id, query, OptionalInt.empty());
    }
  }

  /** By pattern. */
  record Pattern(RangeQuery query) implements Question {
    /** The most that gun.js' own relay takes for a budget; it answers little without one. */
    private static final long MOST_CHARACTERS = 100_000;

    /** A question of so much at most, whatever was asked for. */
    static Pattern of(RangeQuery query) {
      return new Pattern(
          new RangeQuery(
              query.souls(),
              query.keys(),
              query.reverse(),
              Math.min(query.budget(), MOST_CHARACTERS)));
    }

    @Override
    public int length() {
      return length(query.souls()) + length(query.keys());
    }

    private static int length(TextRange range) {
      return range.from().length() + range.until().map(String::length).orElse(0);
    }

    @Override
    public Bytes message(String id) {
      return MessageWriter.find(id, query);
    }
  }

  /** Of the names in it. */
  int length();

  /** As it is sent, under this id. */
  Bytes message(String id);
}

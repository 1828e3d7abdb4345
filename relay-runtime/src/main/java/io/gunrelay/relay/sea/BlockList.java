package io.gunrelay.relay.sea;

import io.gunrelay.relay.sea.StoredValues.UnreadableException;
import java.util.Optional;

/**
 * Where the owner of a graph keeps whom it has blocked: true or 1 stands there under the writer.
 *
 * @param soul of the list, or of the node that links to it
 * @param key under which {@code soul} links to the list; empty: {@code soul} is the list
 */
record BlockList(String soul, Optional<String> key, String writer) {

  boolean blocks(StoredValues values) throws UnreadableException {
    Optional<String> list = Optional.of(soul);
    if (key.isPresent()) {
      list = values.read(soul, key.get()).flatMap(Envelope::link);
    }
    return list.isPresent() && values.read(list.get(), writer).map(Envelope::isYes).orElse(false);
  }
}

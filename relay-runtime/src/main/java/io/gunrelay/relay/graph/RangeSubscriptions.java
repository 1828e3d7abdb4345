package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who hears of whole ranges of souls. Every shard keeps them all, for its own souls. */
final class RangeSubscriptions {
  private final TextRangeMap<Audience> audiences = new TextRangeMap<>();
  private final Map<Client, List<TextRange>> byClient = new HashMap<>();
  private final Audience nobody = new Audience();

  /** Does nothing if the client has the range already. */
  void add(TextRange range, Client client) {
    List<TextRange> ranges = byClient.computeIfAbsent(client, any -> new ArrayList<>(1));
    if (!ranges.contains(range)) {
      ranges.add(range);
      audiences.getOrAdd(range, Audience::new).add(client);
    }
  }

  List<TextRange> of(Client client) {
    return byClient.getOrDefault(client, List.of());
  }

  void removeAll(Client client) {
    List<TextRange> ranges = byClient.remove(client);
    if (ranges == null) {
      return;
    }
    for (TextRange range : ranges) {
      Audience audience = audiences.get(range);
      if (audience != null) {
        audience.remove(client);
        if (audience.size() == 0) {
          audiences.remove(range);
        }
      }
    }
  }

  /**
   * Who hears of a soul, each once.
   *
   * @param served those who hear of it anyway
   */
  Audience around(String soul, Audience served) {
    if (audiences.isEmpty()) {
      return nobody;
    }
    List<Audience> found = new ArrayList<>(1);
    audiences.forEachAround(soul, found::add);
    if (found.size() == 1 && served.size() == 0) {
      return found.getFirst();
    }
    Set<Client> known = new HashSet<>();
    served.forEach(known::add);
    Audience others = new Audience();
    for (Audience audience : found) {
      audience.forEach(client -> {
        if (known.add(client)) {
          others.add(client);
        }
      });
    }
    return others;
  }
}

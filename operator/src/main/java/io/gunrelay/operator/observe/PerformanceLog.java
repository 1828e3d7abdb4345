package io.gunrelay.operator.observe;

import io.gunrelay.relay.api.Performance;
import io.gunrelay.relay.api.RelayReport;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Remembers what relays said of how they do, so that it is known what was between. In memory only:
 * whoever comes after a kill begins anew, and judges a little later. Thread-safe for different
 * fleets.
 */
public final class PerformanceLog {

  private record Note(Instant at, Performance performance) {}

  /**
   * What a relay said at two times.
   *
   * @param length from one to the other
   */
  public record Span(Performance before, Performance after, Duration length) {}

  private final Map<ResourceID, Map<String, Deque<Note>>> fleets = new ConcurrentHashMap<>();

  /**
   * Notes what relays say now.
   *
   * @param interval that is looked back over
   * @return of each relay what it said at the interval's ends, or since it is watched; of those
   *     that were noted before
   */
  public Map<String, Span> note(
      ResourceID fleet, Stream<RelayReport> relays, Duration interval, Instant now) {
    var notes = fleets.computeIfAbsent(fleet, any -> new HashMap<>());
    var spans = new HashMap<String, Span>();
    relays.forEach(relay -> {
      var performance = relay.performance();
      if (performance != null) {
        var ofRelay = notes.computeIfAbsent(relay.name(), any -> new ArrayDeque<>());
        add(ofRelay, new Note(now, performance), interval);
        var first = ofRelay.getFirst();
        if (ofRelay.size() > 1) {
          spans.put(
              relay.name(),
              new Span(first.performance(), performance, Duration.between(first.at(), now)));
        }
      }
    });
    return spans;
  }

  /** Keeps one note that is as old as the interval, and all that are younger. */
  private static void add(Deque<Note> notes, Note note, Duration interval) {
    var last = notes.peekLast();
    if (last == null || !last.performance().equals(note.performance())) {
      notes.addLast(note);
    }
    var begin = note.at().minus(interval);
    while (notes.size() > 1 && isSecondOlder(notes, begin)) {
      notes.removeFirst();
    }
  }

  private static boolean isSecondOlder(Deque<Note> notes, Instant begin) {
    var all = notes.iterator();
    all.next();
    return !all.next().at().isAfter(begin);
  }

  /** Nothing is judged any more. */
  public void forget(ResourceID fleet) {
    fleets.remove(fleet);
  }
}

package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.Subscribed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a client that did not keep up back to the present.
 *
 * <p>While it does not keep up, what it misses is marked. When it has read what it was sent, it
 * gets the updates that were kept, the other marks become the list of what is to be read for it,
 * and it is sent updates again; values are read and sent in pieces, each once there is room. A mark
 * is gone before its value is read, so whatever changes later is sent or marked: in the end nothing
 * is missing. Belongs to the connection's loop.
 */
final class CatchUp {
  private static final int FIRST_STRIDE = 4;
  private static final int MAX_STRIDE = 64;
  private static final int SMALL_PIECE = 16 << 10;
  private static final int LARGE_PIECE = 64 << 10;

  private final Connection connection;
  private final Graph graph;
  private final SlowReaders others;
  private @Nullable Missed missed;
  private List<Mark> properties = List.of();
  private List<Query> queries = List.of();
  private List<String> nodes = List.of();
  private int done;
  private int stride = FIRST_STRIDE;
  private boolean busy;
  private int counted;

  /** The client has just missed something, or is about to. */
  CatchUp(Connection connection, Graph graph) {
    this.connection = connection;
    this.graph = graph;
    others = connection.loop().slowReaders();
    others.joined();
  }

  /**
   * Whether it is not to be sent updates: it has missed some and is not ready to make up for it.
   */
  boolean isMissing() {
    return missed != null;
  }

  /** It is not sent this. */
  void miss(Parcel update) {
    if (missed == null) {
      missed = new Missed(connection.loop()::countUnread);
    }
    missed.add(update, connection.loop().hasRoom());
    others.missedUpdate();
    while (!count() && missed.detail() != Missed.Detail.ANYTHING) {
      missed.coarsen();
    }
  }

  /**
   * There is room for a piece.
   *
   * @return false when it is up to date
   */
  boolean proceed() {
    if (busy) {
      return true;
    }
    if (remaining() == 0) {
      Missed next = missed;
      if (next == null) {
        return false;
      }
      begin(next);
    }
    if (remaining() > 0) {
      busy = true;
      others.turns().take(this::readPiece);
    }
    return true;
  }

  /** The connection is closed. */
  void abandon() {
    if (missed != null) {
      missed.forgetUpdates();
    }
    missed = null;
    clear();
    count();
    others.left();
  }

  /** It is up to date. */
  void end() {
    count();
    others.recovered();
    others.left();
  }

  private void begin(Missed next) {
    missed = null;
    clear();
    stride = FIRST_STRIDE;
    if (next.detail() == Missed.Detail.PROPERTIES) {
      properties = next.properties();
      next.updates().forEach(connection::makeUp);
      next.forgetUpdates();
      connection.flushSoon();
    } else {
      busy = true;
      graph.subscriptions(connection, all -> connection.loop().execute(() -> askAgain(all, next)));
    }
    count();
  }

  /**
   * What it asked for once is asked again, and answered as it was then; what it hears of because it
   * asked for a range of souls is read soul by soul. A range as a whole is not: it may be all there
   * is, where the client wanted but the first few. It asks better itself, when it comes back.
   */
  private void askAgain(Subscribed all, Missed next) {
    busy = false;
    if (connection.isClosed()) {
      return;
    }
    if (next.detail() == Missed.Detail.ANYTHING && !all.ranges().isEmpty()) {
      connection.close(CloseReason.OVERLOAD);
      return;
    }
    queries = all.queries().stream().filter(query -> next.concerns(query.soul())).toList();
    nodes = next.souls().stream().filter(all::isInRange).toList();
    connection.flushSoon();
  }

  private void readPiece() {
    if (connection.isClosed() || !connection.hasRoom()) {
      busy = false;
      others.turns().giveBack();
    } else if (done < queries.size()) {
      graph.get(queries.get(done), connection, new CatchUpPiece(connection, this, 1));
    } else if (properties.isEmpty()) {
      String soul = nodes.get(done - queries.size());
      graph.read(soul, List.of(), new CatchUpPiece(connection, this, 1));
    } else {
      List<String> keys = new ArrayList<>(stride);
      String soul = properties.get(done).soul();
      for (int i = done; i < properties.size() && keys.size() < stride; i++) {
        if (!properties.get(i).soul().equals(soul)) {
          break;
        }
        keys.add(properties.get(i).key());
      }
      graph.read(soul, keys, new CatchUpPiece(connection, this, keys.size()));
    }
  }

  /** A piece has begun to come, or will not: another client may have its turn. */
  void turnEnded() {
    others.turns().giveBack();
  }

  /** So many marks or queries are made up for, by so many bytes. */
  void sent(int marks, long bytes) {
    busy = false;
    done += marks;
    if (bytes < SMALL_PIECE) {
      stride = Math.min(MAX_STRIDE, stride * 2);
    } else if (bytes > LARGE_PIECE) {
      stride = Math.max(1, stride / 2);
    }
    if (remaining() == 0) {
      clear();
      count();
    }
    connection.flushSoon();
  }

  /** The disk cannot be read: the same again, later. */
  void failed() {
    busy = false;
    connection.loop().later(SlowReaders.RETRY, connection::flushSoon);
  }

  private int remaining() {
    return properties.size() + queries.size() + nodes.size() - done;
  }

  private void clear() {
    properties = List.of();
    queries = List.of();
    nodes = List.of();
    done = 0;
  }

  private boolean count() {
    int size = (missed == null ? 0 : missed.size()) + properties.size() + nodes.size();
    boolean room = others.count(size - counted);
    counted = size;
    return room;
  }
}

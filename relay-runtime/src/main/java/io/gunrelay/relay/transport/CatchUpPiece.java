package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Delta;
import java.util.List;

/** Present values on their way to a client that has missed updates. */
final class CatchUpPiece implements Answer {
  private static final int CHUNK_BYTES = 64 << 10;

  private final Connection connection;
  private final CatchUp catchUp;
  private final int marks;
  private long bytes;
  private boolean begun;

  /**
   * @param marks how many it makes up for
   */
  CatchUpPiece(Connection connection, CatchUp catchUp, int marks) {
    this.connection = connection;
    this.catchUp = catchUp;
    this.marks = marks;
  }

  @Override
  public long chunkBytes() {
    return CHUNK_BYTES;
  }

  @Override
  public void chunk(List<Delta> deltas, boolean more) {
    Bytes message = deltas.isEmpty() ? Bytes.EMPTY : connection.updateFor(deltas);
    connection
        .loop()
        .execute(() -> {
          begin();
          bytes += message.size();
          if (message.size() > 0) {
            connection.catchUp(message);
          }
          if (!more) {
            end();
          }
        });
  }

  @Override
  public void whenReady(Runnable next) {
    connection.loop().execute(() -> connection.whenRoom(next));
  }

  @Override
  public void notFound() {
    connection
        .loop()
        .execute(() -> {
          begin();
          end();
        });
  }

  @Override
  public void failed(String reason) {
    connection
        .loop()
        .execute(() -> {
          begin();
          if (!connection.isClosed()) {
            catchUp.failed();
          }
        });
  }

  private void begin() {
    if (!begun) {
      begun = true;
      catchUp.turnEnded();
    }
  }

  private void end() {
    if (!connection.isClosed()) {
      catchUp.sent(marks, bytes);
    }
  }
}

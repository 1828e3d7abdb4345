package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.trace.Trace;
import io.gunrelay.relay.wire.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client what became of its put.
 *
 * @param id the put's id, or empty when it wants no answer
 * @param bytes what the put counted against the connection
 */
record PutReply(Connection connection, Bytes id, long bytes, PutJourney journey)
    implements PutResult {

  @Override
  public @Nullable Trace trace() {
    return journey.trace();
  }

  @Override
  public void merged() {
    journey.merged();
  }

  @Override
  public void stored() {
    journey.stored();
    end(true, "");
  }

  @Override
  public void refused(String reason) {
    end(false, reason);
  }

  /** Nothing became of the put, and nothing is said: all of it was too old to be of interest. */
  void dropped() {
    connection.loop().execute(() -> connection.putEnded(bytes));
  }

  private void end(boolean stored, String reason) {
    connection
        .loop()
        .execute(() -> {
          connection.putEnded(bytes);
          journey.answered(stored);
          if (id.size() > 0) {
            connection.send(stored ? MessageWriter.stored(id) : MessageWriter.error(id, reason));
          }
        });
  }
}

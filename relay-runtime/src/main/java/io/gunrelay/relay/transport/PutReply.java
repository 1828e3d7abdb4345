package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.concurrent.TimeUnit;

/**
 * Tells a client what became of its put.
 *
 * @param id the put's id, or empty when it wants no answer
 * @param bytes what the put counted against the connection
 */
record PutReply(Connection connection, Bytes id, long bytes, long beganNs, TransportMetrics metrics)
    implements PutResult {

  @Override
  public void stored() {
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
          metrics.acknowledgement.record(connection.loop().nowNs() - beganNs, TimeUnit.NANOSECONDS);
          if (id.size() > 0) {
            connection.send(stored ? MessageWriter.stored(id) : MessageWriter.error(id, reason));
          }
        });
  }
}

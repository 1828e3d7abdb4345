package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.Account;
import io.gunrelay.relay.limits.Limits;
import io.gunrelay.relay.limits.Overrun;
import io.gunrelay.relay.limits.Scope;
import io.gunrelay.relay.limits.Voice;
import io.gunrelay.relay.wire.MessageWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast a client may talk. One who talks faster is told so, then not read for as long as it
 * takes, and closed when that does not end. Nothing that came is dropped before. Belongs to the
 * connection's loop.
 */
final class Pace {
  /** Who has been too fast for so long, or would have to wait for longer, is closed. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A time in which the client was never slow enough. */
  private static final class Haste {
    private boolean isOn;
    private long sinceNs;
  }

  private final Connection connection;
  private final @Nullable Voice voice;
  private final Limits limits;
  private final Haste talking = new Haste();
  private @Nullable Haste writing;

  Pace(Connection connection, Account account, Limits limits) {
    this.connection = connection;
    voice = account.isShared() ? null : account.voice();
    this.limits = limits;
  }

  /** The client has said something. */
  void heard(int messages, long bytes) {
    if (voice != null) {
      judge(voice.heard(messages, bytes), talking);
    }
  }

  /** The client has changed something in the space of a key. */
  void wrote(String publicKey, int messages, long bytes) {
    Haste haste = writing;
    if (haste == null) {
      haste = new Haste();
      writing = haste;
    }
    judge(limits.keys().wrote(publicKey, messages, bytes), haste);
  }

  private void judge(Optional<Overrun> verdict, Haste haste) {
    if (verdict.isEmpty()) {
      haste.isOn = false;
    } else if (!connection.isClosed()) {
      tooFast(verdict.get(), haste);
    }
  }

  private void tooFast(Overrun overrun, Haste haste) {
    long now = connection.loop().nowNs();
    if (!haste.isOn) {
      haste.isOn = true;
      haste.sinceNs = now;
      limits.told(overrun);
      connection.visit().refused("message", overrun.label(), "");
      connection.send(MessageWriter.complaint(overrun.sentence()));
    }
    if (now - haste.sinceNs > PATIENCE.toNanos() || overrun.waitNs() > PATIENCE.toNanos()) {
      limits.closed(overrun);
      connection.close(
          MessageWriter.complaint(overrun.sentence()),
          overrun.scope() == Scope.RELAY ? CloseReason.OVERLOAD : CloseReason.LIMITED);
      return;
    }
    limits.slowed(overrun);
    connection.rest(Duration.ofNanos(overrun.waitNs()));
  }
}

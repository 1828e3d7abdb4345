package io.gunrelay.relay.replication.simulation;

/** A connection whose ends say something each second, and give it up after too long a silence. */
final class TimedLink {
  static final long HEARTBEAT_MS = 1_000;
  static final long DEAD_AFTER_MS = 4_000;

  private final SimLink link;
  private final boolean patient;
  private long nextBeatMs;
  private long targetHeardMs;
  private long sourceHeardMs;
  private boolean silent;

  /**
   * One that begins now.
   *
   * @param patient whether silence means nothing, which is wrong
   */
  TimedLink(SimLink link, boolean patient, long nowMs) {
    this.link = link;
    this.patient = patient;
    nextBeatMs = nowMs + HEARTBEAT_MS;
    targetHeardMs = nowMs;
    sourceHeardMs = nowMs;
  }

  SimLink link() {
    return link;
  }

  /** Nothing arrives on it any more, either way, and neither end is told. */
  void fallSilent() {
    silent = true;
  }

  /** What can happen on it by now. */
  void pass(long nowMs) {
    if (!patient && nowMs >= nextBeatMs) {
      link.beat();
      nextBeatMs = nowMs + HEARTBEAT_MS;
    }
    link.say();
    link.confirm();
    if (!silent && link.feeds() && arrived(link.hear(Integer.MAX_VALUE), link.endTarget())) {
      targetHeardMs = nowMs;
    }
    if (!silent && link.answers() && arrived(link.learn(Integer.MAX_VALUE), link.endSource())) {
      sourceHeardMs = nowMs;
    }
    if (!patient && nowMs - targetHeardMs >= DEAD_AFTER_MS) {
      link.giveUp(false);
    }
    if (!patient && nowMs - sourceHeardMs >= DEAD_AFTER_MS) {
      link.giveUp(true);
    }
  }

  private static boolean arrived(boolean bytes, boolean end) {
    return bytes || end;
  }
}

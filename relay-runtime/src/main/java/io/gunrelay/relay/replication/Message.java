package io.gunrelay.relay.replication;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;

/** What relays say to each other. */
public sealed interface Message {
  /** The version of the protocol that this relay speaks. */
  int VERSION = 3;

  /** Since which version a feed may say which of its values are traced. */
  int TRACES_SINCE = 2;

  /** Since which version the side that takes says where it listens itself. */
  int LISTENING_SINCE = 3;

  /**
   * The first words of the side that takes.
   *
   * @param version the newest that it speaks
   * @param origin its process
   * @param vector what it has synced
   */
  record Hello(int version, Origin origin, String name, String region, VersionVector vector)
      implements Message {}

  /**
   * The first words of the side that gives.
   *
   * @param version the one that both will speak
   * @param origin its process
   */
  record Welcome(int version, Origin origin, String name, String region) implements Message {}

  /**
   * By the side that takes, after the welcome: so a relay takes from whoever takes from it, and
   * need not find it by name first.
   *
   * @param port where it gives, at the address that it calls from
   */
  record Listening(int port) implements Message {}

  /** Values and advances, by the side that gives. */
  record Feed(Changes changes) implements Message {}

  /**
   * By the side that takes.
   *
   * @param vector what it has synced, as far as it is new
   * @param bytes of frames of the feed that it has done with since the last time
   */
  record Confirm(VersionVector vector, long bytes) implements Message {}

  /**
   * By either side, each second.
   *
   * @param report what the relay says of itself; may be empty
   */
  record Heartbeat(Bytes report) implements Message {}
}

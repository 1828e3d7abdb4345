package io.gunrelay.relay.replication;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.util.Map;

/** What relays say to each other. */
public sealed interface Message {
  /** The version of the protocol that this relay speaks. */
  int VERSION = 4;

  /** Since which version a feed may say which of its values are traced. */
  int TRACES_SINCE = 2;

  /** Since which version the side that takes says where it listens itself. */
  int LISTENING_SINCE = 3;

  /** Since which version relays tell each other how far they are, and why they are linked. */
  int PROGRESS_SINCE = 4;

  /** Since which version what a relay of another region gives is compressed after the welcome. */
  int COMPRESSION_SINCE = 4;

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

  /**
   * By the side that takes, after {@link Listening} and when it changes.
   *
   * @param chosen whether it wants this link; else it takes because it is taken from
   */
  record Purpose(boolean chosen) implements Message {}

  /**
   * By the side that gives, after its heartbeat.
   *
   * @param vector what it has synced, as far as it is new since the last time
   * @param bytes what it has in hand for the other one, or sent and not confirmed
   * @param seen processes of relays that are alive, as it knows or has heard, and how many
   *     milliseconds ago that was known at first hand
   */
  record Progress(VersionVector vector, long bytes, Map<Origin, Integer> seen) implements Message {}

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

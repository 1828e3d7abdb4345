package io.gunrelay.relay.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One relay as it sees itself.
 *
 * @param name the instance's name (in Kubernetes the pod's)
 * @param version the relay's version
 * @param region the region that it serves
 * @param origin the random id of this process in replication, 32 hexadecimal digits
 * @param startedAt when the process started
 * @param ready whether it takes clients
 * @param message why it is ready or not, one line
 * @param load what it carries
 * @param config how far it has taken its configuration file; null when it has none, or is of a
 *     version that does not say so
 * @param drain how far its latest hand-over of clients is; null when it is of a version that does
 *     not say so
 * @param performance how it does; null when it is of a version that does not say so
 * @param contacts the other regions that it has heard of; null when it is of a version that does
 *     not say so
 * @param fence whether it may acknowledge puts by itself; null when it is of a version that does
 *     not say so
 */
public record RelayReport(
    String name,
    String version,
    String region,
    String origin,
    Instant startedAt,
    boolean ready,
    String message,
    Load load,
    @Nullable ConfigReport config,
    @Nullable DrainReport drain,
    @Nullable Performance performance,
    @Nullable List<RegionContact> contacts,
    @Nullable FenceReport fence) {

  /** One of a version that does not say how it does. */
  public RelayReport(
      String name,
      String version,
      String region,
      String origin,
      Instant startedAt,
      boolean ready,
      String message,
      Load load,
      @Nullable ConfigReport config,
      @Nullable DrainReport drain) {
    this(
        name, version, region, origin, startedAt, ready, message, load, config, drain, null, null,
        null);
  }
}

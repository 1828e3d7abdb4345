package io.gunrelay.relay.api;

import java.time.Instant;

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
 */
public record RelayReport(
    String name,
    String version,
    String region,
    String origin,
    Instant startedAt,
    boolean ready,
    String message,
    Load load) {}

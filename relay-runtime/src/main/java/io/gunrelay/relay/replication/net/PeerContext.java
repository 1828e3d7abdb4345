package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.graph.GraphEngine;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What all peers of a relay share.
 *
 * @param engine takes what they have
 * @param met whom this relay has met
 * @param reports reads what they say of themselves
 * @param heard told of that
 * @param complaints told of those that are no relays of the fleet
 */
record PeerContext(
    GraphEngine engine,
    ReplicationSettings settings,
    MetOrigins met,
    ReportText reports,
    Consumer<RelayReport> heard,
    Complaints complaints,
    InstantSource clock,
    RandomGenerator random) {}

/**
 * Relays that stream their changes to each other: what a session's two sides do, without sockets,
 * threads or time. In come commits and messages; out go messages, merges and advances.
 *
 * <p>The algorithm is a version vector and a feed: {@code docs/replication.md}.
 */
@NullMarked
package io.gunrelay.relay.replication;

import org.jspecify.annotations.NullMarked;

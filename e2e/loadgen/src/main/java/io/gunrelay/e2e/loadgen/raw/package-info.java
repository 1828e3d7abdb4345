/**
 * What Netty alone can do: a server that broadcasts what it is sent to its WebSockets, without
 * reading, merging or storing it. A port comes in; frames that were published go out, unchanged, to
 * everybody who asked for anything. The mark that a relay's fan-out is measured against.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.raw;

import org.jspecify.annotations.NullMarked;

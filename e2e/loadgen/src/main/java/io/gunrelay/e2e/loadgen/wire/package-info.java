/**
 * GUN messages as a client reads and writes them: frames come in as bytes and go out as message
 * views over the same bytes; puts and gets come in as values and go out as JSON text. No sockets.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.wire;

import org.jspecify.annotations.NullMarked;

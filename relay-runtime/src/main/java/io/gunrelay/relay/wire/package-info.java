/**
 * GUN's messages as bytes: frames of clients come in and become puts and queries, answers and
 * updates go out as JSON text. Knows no socket; values pass through exactly as they came.
 */
@NullMarked
package io.gunrelay.relay.wire;

import org.jspecify.annotations.NullMarked;

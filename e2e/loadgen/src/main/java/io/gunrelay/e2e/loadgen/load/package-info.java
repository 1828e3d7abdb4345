/**
 * The loads: what clients do to a relay and what is measured while they do it. Each takes its
 * settings as a record and gives its result as one; sockets come from the client package.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.load;

import org.jspecify.annotations.NullMarked;

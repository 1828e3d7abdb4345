/**
 * The benchmark: this relay and gun.js' own, taken through the same loads in turn. Two runnable
 * relays come in, a table with both figures of each line and their ratio goes out.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.bench;

import org.jspecify.annotations.NullMarked;

/**
 * The demo: one story ({@link io.gunrelay.e2e.local.demo.Story}), told on one machine or on a
 * cluster ({@link io.gunrelay.e2e.local.demo.Stage}). Out: what happens, line by line, and whether
 * all of it did.
 */
@NullMarked
package io.gunrelay.e2e.local.demo;

import org.jspecify.annotations.NullMarked;

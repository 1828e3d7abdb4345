/**
 * Writes status once, from one place, and an event for each change. In: a verdict and what was
 * applied. Out: status and events, written only when they say something new.
 */
@NullMarked
package io.gunrelay.operator.report;

import org.jspecify.annotations.NullMarked;

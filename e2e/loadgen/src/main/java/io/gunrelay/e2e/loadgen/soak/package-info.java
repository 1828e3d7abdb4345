/**
 * A long mixed load that looks for what only time shows: memory that grows, files that stay open,
 * acknowledged writes that are gone. A relay to start comes in; counts, figures and what is wrong
 * come out.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.soak;

import org.jspecify.annotations.NullMarked;

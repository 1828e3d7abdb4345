/**
 * Which of several operators works: the one that holds the Lease. In: the Lease, read twice a
 * second, and a clock that only runs forward; out: whether a round may begin ({@link
 * io.gunrelay.operator.lead.Leadership}), and a round for every resource when the Lease is won.
 */
@NullMarked
package io.gunrelay.operator.lead;

import org.jspecify.annotations.NullMarked;

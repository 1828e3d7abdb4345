/**
 * Scenarios of one fleet from its first relay to its last: applied, sized, restarted, repaired,
 * given other certificates, deleted.
 */
@NullMarked
package io.gunrelay.e2e.scenarios.lifecycle;

import org.jspecify.annotations.NullMarked;

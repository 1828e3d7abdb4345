/**
 * Compares today's CRD with those of releases. In: two CRDs. Out: what would break resources that
 * were made under the former one.
 */
@NullMarked
package io.gunrelay.api.compatibility;

import org.jspecify.annotations.NullMarked;

/**
 * Who else is asked of new relays: Prometheus, and webhooks. They are asked in the background, and
 * their last answers stand until the next.
 */
@NullMarked
package io.gunrelay.operator.checks;

import org.jspecify.annotations.NullMarked;

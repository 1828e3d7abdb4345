/**
 * What breaks a relay from within, as an agent of its Java runtime. Needs nothing but that runtime:
 * it runs in the relay's image.
 */
@NullMarked
package io.gunrelay.e2e.faults.agent;

import org.jspecify.annotations.NullMarked;

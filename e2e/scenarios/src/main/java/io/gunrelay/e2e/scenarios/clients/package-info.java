/**
 * Who uses a fleet in scenarios: the load generator, gun.js clients by the dozen, and single
 * writers. Each remembers what was acknowledged, and can be asked what of it is missing.
 */
@NullMarked
package io.gunrelay.e2e.scenarios.clients;

import org.jspecify.annotations.NullMarked;

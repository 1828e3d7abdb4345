package io.gunrelay.operator.lead;

import java.time.Duration;

/**
 * The Lease as it stands.
 *
 * @param holder empty when it has been released
 * @param duration for how long a claim holds that is not renewed
 * @param transitions how often it has changed hands
 * @param version of the object; each renewal makes another
 */
record Claim(String holder, Duration duration, int transitions, String version) {}

package io.gunrelay.operator.rollout;

import io.gunrelay.operator.fleet.Colour;
import java.time.Instant;

/** Former relays that are kept for a while, to go back to. */
public record Kept(Colour colour, Instant until) {}

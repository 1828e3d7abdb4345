package io.gunrelay.relay.api;

import java.util.Map;

/**
 * How far a relay's disk is, for people who look for what is amiss.
 *
 * @param origins how many processes of relays, running and gone, its vector knows
 * @param sequences up to which change of each it has all; of the longest ones when there are many
 */
public record VectorReport(int origins, Map<String, Long> sequences) {}

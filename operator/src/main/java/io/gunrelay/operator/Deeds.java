package io.gunrelay.operator;

import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.fleet.Site;

/**
 * What a round did in one cluster.
 *
 * @param isNews whether what differed did so because of the resource or an outage
 */
record Deeds(Site where, boolean isNews, Outcome outcome) {}

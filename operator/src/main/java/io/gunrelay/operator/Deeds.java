package io.gunrelay.operator;

import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.decide.Told;
import io.gunrelay.operator.fleet.Site;
import java.util.List;

/**
 * What a round did in one cluster.
 *
 * @param told what is said of writes that have reasons of their own
 * @param isNews whether what differed did so because of the resource or an outage
 */
record Deeds(Site where, List<Told> told, boolean isNews, Outcome outcome) {}

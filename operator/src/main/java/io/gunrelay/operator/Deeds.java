package io.gunrelay.operator;

import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.decide.Routing.Turn;
import io.gunrelay.operator.fleet.Site;
import java.util.List;

/**
 * What a round did in one cluster.
 *
 * @param turns hosts that lead elsewhere from now on
 * @param isNews whether what differed did so because of the resource or an outage
 */
record Deeds(Site where, List<Turn> turns, boolean isNews, Outcome outcome) {}

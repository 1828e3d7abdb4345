package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a region.
 *
 * @param why what follows its name; empty when there is nothing to say
 * @param again when something may be due
 * @param made a switch
 */
record Step(Stand stand, String why, Optional<Instant> again, Optional<Switch> made) {

  static Step to(Stand stand, String why) {
    return new Step(stand, why, Optional.empty(), Optional.empty());
  }

  Step at(Instant due) {
    return new Step(stand, why, Optional.of(due), made);
  }

  Step making(Switch one) {
    return new Step(stand, why, again, Optional.of(one));
  }
}

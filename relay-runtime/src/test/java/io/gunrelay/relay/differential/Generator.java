package io.gunrelay.relay.differential;

import java.util.Random;

/** Makes exchanges. */
interface Generator {
  /**
   * The next one.
   *
   * @param number differs for each; part of its souls and ids, so that they are its own
   */
  Exchange next(Random random, int number);
}

package io.gunrelay.operator.failover;

import java.util.Optional;

/** What may be the matter with a region and by itself moves nobody, the gravest first. */
public enum Impairment {
  NOT_JUDGED(Diagnosis.UNKNOWN.words()),
  CUT_FROM_OPERATOR(Diagnosis.CUT_FROM_OPERATOR.words()),
  CUT_FROM_REGIONS(Diagnosis.CUT_FROM_REGIONS.words()),
  ENTRY_DOUBTFUL(Diagnosis.ENTRY_DOUBTFUL.words()),
  OUT_OF_DISK("has a relay whose disk is full"),
  OVERLOADED("has as many clients as its relays may take"),
  SLOW("has a relay that has lacked something of what others wrote for more than ten seconds"),
  NO_CAPACITY("has a relay that no node takes"),
  /** Judged by how often it was in doubt, whatever was the matter each time. */
  FLAPPING("is lost sight of again and again");

  private final String words;

  Impairment(String words) {
    this.words = words;
  }

  /** What follows a region's name. */
  public String words() {
    return words;
  }

  /** What is the matter though the region is not down; empty also when it is. */
  static Optional<Impairment> of(Diagnosis diagnosis) {
    return switch (diagnosis) {
      case UNKNOWN -> Optional.of(NOT_JUDGED);
      case CUT_FROM_OPERATOR -> Optional.of(CUT_FROM_OPERATOR);
      case CUT_FROM_REGIONS -> Optional.of(CUT_FROM_REGIONS);
      case ENTRY_DOUBTFUL -> Optional.of(ENTRY_DOUBTFUL);
      case SOUND, LOST, RELAYS_DOWN, ENTRY_DOWN -> Optional.empty();
    };
  }
}

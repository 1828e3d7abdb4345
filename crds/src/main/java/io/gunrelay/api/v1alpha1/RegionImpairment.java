package io.gunrelay.api.v1alpha1;

/** What may be the matter with a region and by itself moves nobody. */
public enum RegionImpairment {
  NotJudged,
  CutFromOperator,
  CutFromRegions,
  EntryDoubtful,
  OutOfDisk,
  Overloaded,
  Slow,
  NoCapacity,
  Flapping
}

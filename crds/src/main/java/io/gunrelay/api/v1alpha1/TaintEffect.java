package io.gunrelay.api.v1alpha1;

/** What a taint does to pods that do not bear it. */
public enum TaintEffect {
  NoSchedule,
  PreferNoSchedule,
  NoExecute
}

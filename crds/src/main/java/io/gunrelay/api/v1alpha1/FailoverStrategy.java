package io.gunrelay.api.v1alpha1;

/** Which regions serve clients. */
public enum FailoverStrategy {
  ActiveActive,
  ActivePassive
}

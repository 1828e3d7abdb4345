package io.gunrelay.api.v1alpha1;

/** What becomes of a pod that cannot be spread as it should. */
public enum WhenUnsatisfiable {
  DoNotSchedule,
  ScheduleAnyway
}

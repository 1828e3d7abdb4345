package io.gunrelay.operator.decide;

/** Why a condition is as it is, or what an event tells. The names are part of the API. */
public enum Reason {
  // Ready
  AllReady,
  NotAllReady,
  ScaledToZero,

  // Progressing
  Creating,
  RollingOut,
  Scaling,
  Recovering,
  RegionLeaving,
  Complete,

  // Degraded
  AsWanted,
  InvalidSpec,
  NameTaken,
  FormerNotGone,
  Forbidden,
  Refused,
  ApiUnavailable,
  ImageUnavailable,
  ContainerNotCreated,
  CrashLooping,
  OutOfMemory,
  Unschedulable,
  NotBecomingReady,
  QuotaExceeded,
  PodsRefused,
  RolloutStalled,

  // MonitoringAvailable
  ServiceMonitorApplied,
  ServiceMonitorKindMissing,

  // Events alone
  Created,
  Updated,
  Repaired,
  Deleted,
  CertificateIssued,
  CertificateRenewed,
  CertificatesRotating,
  CertificatesRotated,
  CertificatesRepaired
}

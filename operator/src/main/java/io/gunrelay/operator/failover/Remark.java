package io.gunrelay.operator.failover;

import java.time.Instant;

/** What is the matter with a region, once it has been for long enough to be said. */
public record Remark(Impairment what, Instant since) {}

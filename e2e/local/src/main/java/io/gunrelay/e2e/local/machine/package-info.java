/**
 * One machine that plays a cluster's part: it makes the pods of Deployments and StatefulSets, runs
 * each as real processes on a loopback address of its own, probes them, publishes who is ready, and
 * routes clients to them. In: objects of a Kubernetes API; out: processes, and those objects'
 * status. {@link io.gunrelay.e2e.local.machine.LocalCluster} wires it.
 */
@NullMarked
package io.gunrelay.e2e.local.machine;

import org.jspecify.annotations.NullMarked;

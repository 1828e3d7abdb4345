/**
 * The cluster as scenarios see it: a namespace of their own, fleets, nodes, entries, operators, and
 * waiting for all of them. In: the cluster that KUBECONFIG names. Out: what happened, or an {@code
 * AssertionError} that says what was so instead.
 */
@NullMarked
package io.gunrelay.e2e.scenarios.stage;

import org.jspecify.annotations.NullMarked;

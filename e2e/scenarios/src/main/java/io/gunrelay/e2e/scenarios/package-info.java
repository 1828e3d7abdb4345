/** End-to-end scenarios on the cluster that KUBECONFIG names. */
@NullMarked
package io.gunrelay.e2e.scenarios;

import org.jspecify.annotations.NullMarked;

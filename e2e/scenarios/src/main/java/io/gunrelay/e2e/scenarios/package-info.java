/**
 * End-to-end scenarios on a real cluster: what {@code make e2e} runs. In: the cluster that
 * KUBECONFIG names, the images, the install manifest and the examples. Out: one line a scenario,
 * the logs of what failed, and a closing count.
 */
@NullMarked
package io.gunrelay.e2e.scenarios;

import org.jspecify.annotations.NullMarked;

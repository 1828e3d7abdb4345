/**
 * The way to a cluster: its client, its fleets, and what its relays say. In: what kubectl takes,
 * too (kubeconfig, context, namespace). Out: values, or one line about what stands in the way.
 */
@NullMarked
package io.gunrelay.kubectl.cluster;

import org.jspecify.annotations.NullMarked;

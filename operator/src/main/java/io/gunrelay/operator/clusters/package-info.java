/**
 * Other clusters than the resource's own, by kubeconfigs that users give. In: Secrets. Out: for
 * each fleet and cluster a view, a client, and whether the cluster answers; an event when that
 * changes.
 */
@NullMarked
package io.gunrelay.operator.clusters;

import org.jspecify.annotations.NullMarked;

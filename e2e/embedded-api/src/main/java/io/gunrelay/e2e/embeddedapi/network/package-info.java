/**
 * What NetworkPolicies let through, for clusters that store them and enforce none. In: pods, their
 * namespaces, policies; out: whether one may connect to another: {@link
 * io.gunrelay.e2e.embeddedapi.network.PodNetwork}.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi.network;

import org.jspecify.annotations.NullMarked;

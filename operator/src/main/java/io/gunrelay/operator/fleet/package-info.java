/**
 * What a resource asks for, with every default resolved, and how the things made for it are called.
 * In: a {@code GunRelayCluster}. Out: a {@code Fleet}, or what is wrong with the resource.
 */
@NullMarked
package io.gunrelay.operator.fleet;

import org.jspecify.annotations.NullMarked;

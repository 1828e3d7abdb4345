/**
 * Settings from the environment and the parts that are made of them. In: configuration. Out: the
 * objects that the container hands to the reconciler.
 */
@NullMarked
package io.gunrelay.operator.config;

import org.jspecify.annotations.NullMarked;

/**
 * The kinds that the API knows: the built-in ones, and those that CustomResourceDefinitions add.
 * For each: where it is served ({@link io.gunrelay.e2e.embeddedapi.types.ResourceType}), how its
 * objects are merged, and which defaults they get.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi.types;

import org.jspecify.annotations.NullMarked;

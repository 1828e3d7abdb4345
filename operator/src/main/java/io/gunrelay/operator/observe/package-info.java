/**
 * Reads informer caches and the relays' reports into one immutable {@code Observation}. In: the
 * watches. Out: values; nothing here calls the API server.
 */
@NullMarked
package io.gunrelay.operator.observe;

import org.jspecify.annotations.NullMarked;

/**
 * The objects: kept in memory, numbered by one revision, watched by their changes. In: writes of
 * whole objects, made under the lock of {@link io.gunrelay.e2e.embeddedapi.objects.Objects}; out:
 * objects and changes that nobody alters any more.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi.objects;

import org.jspecify.annotations.NullMarked;

/**
 * Builds the container images with no daemon and, by default, no registry. In: the packaged
 * programs and this machine's JDK and C library. Out: an archive for {@code docker load}, the same
 * bytes each time, or a push to a registry on top of a maintained base image.
 */
@NullMarked
package io.gunrelay.images;

import org.jspecify.annotations.NullMarked;

/** Builds container images from nothing but a JDK and Debian's files. */
@NullMarked
package io.gunrelay.images;

import org.jspecify.annotations.NullMarked;

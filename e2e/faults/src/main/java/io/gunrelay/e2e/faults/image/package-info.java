/** Makes images of faulty relays. */
@NullMarked
package io.gunrelay.e2e.faults.image;

import org.jspecify.annotations.NullMarked;

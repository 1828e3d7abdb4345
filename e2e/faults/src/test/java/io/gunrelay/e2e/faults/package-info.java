@NullMarked
package io.gunrelay.e2e.faults;

import org.jspecify.annotations.NullMarked;

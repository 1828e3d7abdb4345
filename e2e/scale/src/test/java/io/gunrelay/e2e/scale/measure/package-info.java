@NullMarked
package io.gunrelay.e2e.scale.measure;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.gunrelay.operator.checks;

import org.jspecify.annotations.NullMarked;

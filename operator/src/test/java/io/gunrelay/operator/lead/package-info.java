@NullMarked
package io.gunrelay.operator.lead;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.gunrelay.operator.failover;

import org.jspecify.annotations.NullMarked;

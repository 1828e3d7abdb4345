@NullMarked
package io.gunrelay.operator.entries;

import org.jspecify.annotations.NullMarked;

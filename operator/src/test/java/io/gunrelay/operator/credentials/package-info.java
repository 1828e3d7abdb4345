@NullMarked
package io.gunrelay.operator.credentials;

import org.jspecify.annotations.NullMarked;

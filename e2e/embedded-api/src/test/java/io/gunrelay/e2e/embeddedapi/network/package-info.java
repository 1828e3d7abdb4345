@NullMarked
package io.gunrelay.e2e.embeddedapi.network;

import org.jspecify.annotations.NullMarked;

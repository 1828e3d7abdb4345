@NullMarked
package io.gunrelay.e2e.faults.agent;

import org.jspecify.annotations.NullMarked;

/** The demo: the operator, a small kubelet and an ingress on one machine. */
@NullMarked
package io.gunrelay.e2e.local;

import org.jspecify.annotations.NullMarked;

/** The API as it behaves on a real API server, and as Java reads and writes it. */
@NullMarked
package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

/**
 * A Kubernetes API in one process, for the demo and for tests that need no real one: {@link
 * io.gunrelay.e2e.embeddedapi.EmbeddedApi}. In: HTTP requests of any Kubernetes client; out: what a
 * real API server answers, as far as the contract test, which runs against both, says.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi;

import org.jspecify.annotations.NullMarked;

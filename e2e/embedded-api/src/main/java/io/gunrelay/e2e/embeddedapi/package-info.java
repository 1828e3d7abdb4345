/**
 * A Kubernetes API in one process: fabric8's server mock with server-side apply, CRD defaults and
 * managed fields in front.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi;

import org.jspecify.annotations.NullMarked;

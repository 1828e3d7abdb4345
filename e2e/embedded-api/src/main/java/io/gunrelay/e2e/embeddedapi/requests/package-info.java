/**
 * What a request means: {@link io.gunrelay.e2e.embeddedapi.requests.Mutations} makes, changes and
 * applies objects, {@link io.gunrelay.e2e.embeddedapi.requests.Deletions} removes them with what
 * they own. In: a {@link io.gunrelay.e2e.embeddedapi.requests.Target} and a body; out: the object
 * as it is stored, or an {@link io.gunrelay.e2e.embeddedapi.requests.ApiException}.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi.requests;

import org.jspecify.annotations.NullMarked;

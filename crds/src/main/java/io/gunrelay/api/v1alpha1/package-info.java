/**
 * The Kubernetes API {@code gunrelay.io/v1alpha1}: what a platform team declares ({@code spec}) and
 * what the operator answers ({@code status}). The CRD is generated from these types; every
 * constraint stands here and is enforced by the API server.
 */
@NullMarked
package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

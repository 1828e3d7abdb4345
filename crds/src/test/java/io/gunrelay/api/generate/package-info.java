/**
 * Makes what is committed but follows from other files: the CRD, its reference, the bundle. In: the
 * records of {@code io.gunrelay.api.v1alpha1}. Out: files of the repository, written or compared.
 */
@NullMarked
package io.gunrelay.api.generate;

import org.jspecify.annotations.NullMarked;

/**
 * Makes what is committed but follows from the API's types: the CRD and its reference. In: the
 * records of {@code io.gunrelay.api.v1alpha1}. Out: files of the repository, written or compared.
 */
@NullMarked
package io.gunrelay.api.generate;

import org.jspecify.annotations.NullMarked;

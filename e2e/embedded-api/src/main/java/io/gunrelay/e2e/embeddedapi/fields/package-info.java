/**
 * Server-side apply as pure functions: which fields a value has ({@link
 * io.gunrelay.e2e.embeddedapi.fields.FieldSet}), how values are merged ({@link
 * io.gunrelay.e2e.embeddedapi.fields.MergeRule}), who owns what ({@link
 * io.gunrelay.e2e.embeddedapi.fields.Ownership}). In: JSON values; out: JSON values.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi.fields;

import org.jspecify.annotations.NullMarked;

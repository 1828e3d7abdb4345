/**
 * What the operator would do next. The operator's own classes decide and build; here what exists is
 * read for them, and what they write is sent as a dry run. In: a fleet. Out: differences.
 */
@NullMarked
package io.gunrelay.kubectl.plan;

import org.jspecify.annotations.NullMarked;

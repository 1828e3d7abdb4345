/**
 * How things are written for people: tables, ages, differences, colours. Pure functions; in:
 * values. Out: lines.
 */
@NullMarked
package io.gunrelay.kubectl.text;

import org.jspecify.annotations.NullMarked;

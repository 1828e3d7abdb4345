/**
 * The same messages, said to gun.js' own relay and to this one, and what each made of them. A
 * {@link io.gunrelay.relay.differential.Generator} makes the messages, a {@link
 * io.gunrelay.relay.differential.Trial} says them to one relay, a {@link
 * io.gunrelay.relay.differential.Comparison} explains what differs or fails.
 */
@NullMarked
package io.gunrelay.relay.differential;

import org.jspecify.annotations.NullMarked;

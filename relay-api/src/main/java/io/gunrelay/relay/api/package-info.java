/**
 * The contract between operator and relay: what the relay's admin port says. Plain records, written
 * as JSON objects with the components' names; instants are ISO-8601 text.
 */
@NullMarked
package io.gunrelay.relay.api;

import org.jspecify.annotations.NullMarked;

/**
 * A client that tries entries, for operator and relays alike. In: the URL of an entry and where its
 * host is. Out: whether a client can write and read by it now, and if not, why. Of the JDK alone.
 */
@NullMarked
package io.gunrelay.relay.api.trial;

import org.jspecify.annotations.NullMarked;

/**
 * The access log and the audit log: who came and left, what was refused, what was ordered. In come
 * events, from any thread; out go lines of JSON, written by a thread of their own. No event holds
 * what clients store.
 */
@NullMarked
package io.gunrelay.relay.audit;

import org.jspecify.annotations.NullMarked;

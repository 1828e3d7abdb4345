/**
 * Who is at the other end: which address is behind the proxies that are trusted, and which page has
 * opened the connection. In come addresses and headers; out go verdicts.
 */
@NullMarked
package io.gunrelay.relay.clients;

import org.jspecify.annotations.NullMarked;

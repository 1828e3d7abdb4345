/**
 * TLS. In come the files of certificates and keys, which are read again when they change; out goes
 * what makes a port's channels, or the sockets between relays, speak TLS.
 */
@NullMarked
package io.gunrelay.relay.tls;

import org.jspecify.annotations.NullMarked;

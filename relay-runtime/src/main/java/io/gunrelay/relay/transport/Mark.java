package io.gunrelay.relay.transport;

/** A property whose news a client has not been sent. */
record Mark(String soul, String key) {}

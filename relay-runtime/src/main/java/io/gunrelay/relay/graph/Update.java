package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import java.util.List;

/**
 * News for those who asked for it.
 *
 * @param changes what has changed, of one soul, at least one
 * @param message says so: one complete GUN message, JSON text in UTF-8, the same for every receiver
 */
public record Update(List<Delta> changes, Bytes message) {}

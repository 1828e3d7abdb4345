package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;

/**
 * One key of one soul with a value and its state: the unit of HAM.
 *
 * @param soul the node's id, decoded from JSON
 * @param key the property's name, decoded from JSON
 * @param state HAM's state in milliseconds since the epoch, with decimals; finite
 * @param value the value's JSON text exactly as it came
 */
public record Delta(String soul, String key, double state, Bytes value) {}

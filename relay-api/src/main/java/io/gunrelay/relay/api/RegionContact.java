package io.gunrelay.relay.api;

/**
 * How it stands between a relay and another region.
 *
 * @param region its name
 * @param silentMs how long ago the relay last heard any relay of it, in milliseconds
 */
public record RegionContact(String region, long silentMs) {}

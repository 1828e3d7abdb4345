package io.gunrelay.relay.config;

/**
 * The text that a source gives for an option.
 *
 * @param source where it stands, as a person would look for it
 */
record Given(Option option, String text, String source) {}

/**
 * What the operator of a relay decides. In come flags, the environment and a YAML file; out go a
 * checked {@link io.gunrelay.relay.config.RelayConfig} and where each of its values came from.
 */
@NullMarked
package io.gunrelay.relay.config;

import org.jspecify.annotations.NullMarked;

/**
 * The admin port: probes, metrics, the report, drains. In come questions over HTTP; out goes what
 * the other rooms say of themselves, and the order to hand clients over.
 */
@NullMarked
package io.gunrelay.relay.admin;

import org.jspecify.annotations.NullMarked;

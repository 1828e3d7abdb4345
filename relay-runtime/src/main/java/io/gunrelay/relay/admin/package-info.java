/**
 * The admin port: probes, metrics, the report. In come questions over HTTP; out go what the other
 * rooms say of themselves.
 */
@NullMarked
package io.gunrelay.relay.admin;

import org.jspecify.annotations.NullMarked;

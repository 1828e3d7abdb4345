/**
 * Relays as processes of this machine: this project's, gun.js' own and what Netty alone can do.
 * Folders and options come in; a running process with its URL, memory and metrics comes out.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.relays;

import org.jspecify.annotations.NullMarked;

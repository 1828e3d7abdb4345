/**
 * What stands around the operator: a real API server with its audit log, the fleets in it, and, in
 * place of nodes, a stand-in that makes pods without containers, whose relays answer on loopback.
 */
@NullMarked
package io.gunrelay.e2e.scale.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * Graphs in files. In come GUN JSON and the files of gun.js' radisk, which are merged into a store
 * as puts of clients are; out goes what a store holds, as GUN JSON. Whatever their size, a piece of
 * them is in memory.
 */
@NullMarked
package io.gunrelay.relay.files;

import org.jspecify.annotations.NullMarked;

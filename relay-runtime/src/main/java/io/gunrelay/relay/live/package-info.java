/**
 * A configuration file that changes while the relay runs. In comes the file, read again and again;
 * out go values that are to be in force from now on, and what is to be told of those that are not.
 */
@NullMarked
package io.gunrelay.relay.live;

import org.jspecify.annotations.NullMarked;

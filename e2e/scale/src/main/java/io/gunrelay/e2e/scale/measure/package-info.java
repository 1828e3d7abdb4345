/** What is measured of the operator's process, and the page that tells of it. */
@NullMarked
package io.gunrelay.e2e.scale.measure;

import org.jspecify.annotations.NullMarked;

/**
 * The API as HTTP: paths to requests ({@link io.gunrelay.e2e.embeddedapi.http.Target}), requests to
 * writes, errors to {@code Status} objects, changes to watch streams.
 */
@NullMarked
package io.gunrelay.e2e.embeddedapi.http;

import org.jspecify.annotations.NullMarked;

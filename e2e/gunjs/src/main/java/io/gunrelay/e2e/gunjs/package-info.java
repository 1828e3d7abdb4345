/**
 * The real gun.js, driven from Java. In: what a client should do. Out: what gun.js answered. Each
 * {@link io.gunrelay.e2e.gunjs.GunJsClient} and {@link io.gunrelay.e2e.gunjs.GunJsRelay} is a Node
 * process of its own that ends with its {@code close}, or with this process; clients in a page
 * share the {@link io.gunrelay.e2e.gunjs.Browser} that they were opened in.
 */
@NullMarked
package io.gunrelay.e2e.gunjs;

import org.jspecify.annotations.NullMarked;

package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** How clients reach the fleet. */
public record ExposureSpec(
    @Nullable ExposureType type,
    @Nullable String host,
    @Nullable String className,
    @Nullable TlsSpec tls) {}

package io.gunrelay.architecture.house.shed;

/** In a package that nobody marked. */
public final class Unmarked {}

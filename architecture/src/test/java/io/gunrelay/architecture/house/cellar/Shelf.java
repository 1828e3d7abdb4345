package io.gunrelay.architecture.house.cellar;

/** Something that others use. */
public record Shelf(String label) {}

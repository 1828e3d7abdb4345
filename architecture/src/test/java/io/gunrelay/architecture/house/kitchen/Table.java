package io.gunrelay.architecture.house.kitchen;

import io.gunrelay.architecture.house.cellar.Shelf;
import java.util.List;

/** Depends on the cellar. */
public record Table(List<Shelf> shelves) {}

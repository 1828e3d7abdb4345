package io.gunrelay.e2e.embeddedapi.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object.
 *
 * @param revision the revision that it made
 * @param before the object until then; empty: it was created
 * @param after the object since then; empty: it was deleted
 */
public record Change(
    long revision, ObjectKey key, Optional<ObjectNode> before, Optional<ObjectNode> after) {}

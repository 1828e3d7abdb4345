package io.gunrelay.e2e.embeddedapi.objects;

import java.util.Comparator;

/**
 * Which object.
 *
 * @param resource {@code plural} or {@code plural.group}
 * @param namespace empty for an object of the cluster
 */
public record ObjectKey(String resource, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::resource)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }
}

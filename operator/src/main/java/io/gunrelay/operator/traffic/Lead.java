package io.gunrelay.operator.traffic;

import java.util.List;

/**
 * What a host leads to.
 *
 * @param backends at least one
 */
public record Lead(List<Backend> backends) {

  public Lead {
    backends = List.copyOf(backends);
  }

  /** To one Service. */
  public static Lead to(String service) {
    return new Lead(List.of(new Backend(service, 1)));
  }

  /** The only Service, or the first. */
  public String service() {
    return backends.getFirst().service();
  }

  /** A Service and its weight beside the others. */
  public record Backend(String service, int weight) {}
}

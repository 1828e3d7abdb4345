package io.gunrelay.operator.decide;

import java.util.List;

/**
 * Records of one host.
 *
 * @param type A, AAAA or CNAME
 */
public record DnsRecord(String host, String type, List<String> targets) {

  public DnsRecord {
    targets = List.copyOf(targets);
  }
}

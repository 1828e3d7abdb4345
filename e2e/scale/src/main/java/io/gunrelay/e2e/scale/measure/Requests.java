package io.gunrelay.e2e.scale.measure;

import io.gunrelay.e2e.scale.cluster.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests of one stage, counted.
 *
 * @param byVerb without those about the Lease
 * @param ofTheLease those alone
 */
record Requests(Map<String, Integer> byVerb, int ofTheLease, int writes) {

  static Requests count(List<Request> requests) {
    Map<String, Integer> byVerb = new TreeMap<>();
    int ofTheLease = 0;
    int writes = 0;
    for (Request request : requests) {
      if (request.isOfTheLease()) {
        ofTheLease++;
      } else {
        byVerb.merge(request.verb(), 1, Integer::sum);
      }
      writes += request.isWrite() ? 1 : 0;
    }
    return new Requests(byVerb, ofTheLease, writes);
  }

  int of(String verb) {
    return byVerb.getOrDefault(verb, 0);
  }
}

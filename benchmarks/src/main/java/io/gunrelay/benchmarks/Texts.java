package io.gunrelay.benchmarks;

import java.util.StringJoiner;

/** Frames as gun.js sends them. */
final class Texts {
  static final String PUB =
      "PiuciMzrtSZ1opuxgVe_EsyELBOjn-RfDKTqyTPgVUU.zgPcYBNohFqxuj9L7tdWAvrpskd8hXiH8sVuMz_5zMM";

  static final String SIGNED_VALUE =
      "\"{\\\":\\\":\\\"hello\\\",\\\"~\\\":\\\"nZBeSEQ3KjH9cERqdttNu+dRbLSo0TF1qD5FY/w2AETMQ6lzL7qD8CIpbEO4BqX6zoGsTiW8R2IpvM98pogWiw==\\\"}\"";

  private Texts() {}

  static String put(int number) {
    return "{\"#\":\"msg%06d\",\"put\":{\"load/run/soul\":{\"_\":{\"#\":\"load/run/soul\",\">\":{\"k%d\":1700000000000.001}},\"k%d\":\"%s\"}},\"ok\":{\"@\":9,\"/\":1}}"
        .formatted(number, number, number, "some text of a value ".repeat(3));
  }

  static String batch(int messages) {
    StringJoiner batch = new StringJoiner(",", "[", "]");
    for (int i = 0; i < messages; i++) {
      batch.add(put(i));
    }
    return batch.toString();
  }

  /** A user's text, signed by gun.js. */
  static String signedPut() {
    return "{\"#\":\"abcdefghi\",\"put\":{\"~%1$s\":{\"_\":{\"#\":\"~%1$s\",\">\":{\"name\":1700000000000.001}},\"name\":%2$s}}}"
        .formatted(PUB, SIGNED_VALUE);
  }
}

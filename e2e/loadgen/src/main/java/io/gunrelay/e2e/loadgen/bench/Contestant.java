package io.gunrelay.e2e.loadgen.bench;

/** Whose figures stand in a column of the table. */
enum Contestant {
  GUN_RELAY("GunRelay"),
  GUN_JS("gun.js"),
  RAW_NETTY("raw Netty");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

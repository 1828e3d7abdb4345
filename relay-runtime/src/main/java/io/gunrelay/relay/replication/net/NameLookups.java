package io.gunrelay.relay.replication.net;

import java.security.Security;

/** How long Java remembers what names stand for. */
public final class NameLookups {
  private static final String SECONDS = "1";

  private NameLookups() {}

  /**
   * Lets no look-up be older than a second: Java's usual half a minute would hide for as long that
   * a relay has come or gone. Only of use before the first name is looked up.
   */
  public static void stayFresh() {
    Security.setProperty("networkaddress.cache.ttl", SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", SECONDS);
  }
}

package io.gunrelay.relay.limits;

/**
 * The limits beside {@link ClientLimits}. A number of 0 is no limit.
 *
 * @param relay what all clients together may do in a second
 * @param address what those of one address may do in a second
 * @param key what those with one pair of keys may do in a second; its connections are not counted
 * @param connectionsPerAddress open sockets of one address
 * @param subscriptions of all clients together
 * @param subscriptionsPerAddress of those of one address
 * @param unacknowledgedBytesPerAddress bytes of puts of one address that are not on the disk yet
 * @param deferredBytesPerAddress bytes of one address' puts from the future that are not due yet
 * @param deferredBytesPerKey the same, of what is put into the space of one pair of keys
 */
public record LimitSettings(
    Rates relay,
    Rates address,
    Rates key,
    int connectionsPerAddress,
    long subscriptions,
    int subscriptionsPerAddress,
    long unacknowledgedBytesPerAddress,
    long deferredBytesPerAddress,
    long deferredBytesPerKey) {

  /** No limits. */
  public static final LimitSettings NONE =
      new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 0, 0, 0, 0, 0, 0);

  /** What may be done in a second. */
  public record Rates(Rate connections, Rate messages, Rate bytes) {
    /** No limits. */
    public static final Rates NONE = new Rates(Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);

    /** Of messages or bytes. */
    Rate of(Resource resource) {
      return resource == Resource.MESSAGES ? messages : bytes;
    }

    boolean talkIsLimited() {
      return messages.isLimited() || bytes.isLimited();
    }
  }
}

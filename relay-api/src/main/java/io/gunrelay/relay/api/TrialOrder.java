package io.gunrelay.relay.api;

import java.util.List;

/**
 * Asks for a trial of an entry: to write and read by it as a client does.
 *
 * @param url such as {@code wss://relay.example/gun}
 * @param addresses where its host is, as addresses or names: 1 to {@value #MOST_ADDRESSES}; one of
 *     them has to do
 * @param readOnly whether nothing is to be written, as its relays take what is signed only
 */
public record TrialOrder(String url, List<String> addresses, boolean readOnly) {
  public static final int MOST_ADDRESSES = 4;

  /**
   * Checks what it is made of.
   *
   * @throws IllegalArgumentException if there are no addresses, or too many of them
   */
  @SuppressWarnings("ConstantValue") // What was sent may lack anything.
  public TrialOrder {
    if (url == null) {
      throw new IllegalArgumentException("url is missing");
    }
    if (addresses == null || addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException(
          "addresses is to hold 1 to %d addresses of the host".formatted(MOST_ADDRESSES));
    }
    addresses = List.copyOf(addresses);
  }
}

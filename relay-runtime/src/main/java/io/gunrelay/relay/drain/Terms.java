package io.gunrelay.relay.drain;

import io.gunrelay.relay.api.DrainOrder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a drain is to do, checked.
 *
 * @param urls where clients are sent; empty: to the URL that each came by
 * @param rate clients that are told in a second
 * @param share of the clients that leave; 1 where it does not matter how they came: whoever comes
 *     meanwhile, too
 * @param last whether the relay stops: who does not leave is dismissed
 * @param entry the host by which those came who leave; empty: it does not matter
 */
record Terms(List<String> urls, int rate, double share, boolean last, String entry) {
  private static final int MOST_URLS = 16;

  Terms {
    urls = List.copyOf(urls);
  }

  /** For clients that came by any host. */
  Terms(List<String> urls, int rate, double share, boolean last) {
    this(urls, rate, share, last, "");
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException when it cannot be carried out; the message says what to do
   */
  static Terms of(DrainOrder order, DrainSettings settings) {
    List<String> urls = order.urls();
    Integer rate = order.rate();
    Double share = order.share();
    String entry = order.entry();
    if (rate != null && rate < 1) {
      throw new IllegalArgumentException("rate is %d; give at least 1 client/s".formatted(rate));
    }
    if (share != null && !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share is %s; give a number above 0 and at most 1, such as 0.1".formatted(share));
    }
    if (urls != null && (urls.size() > MOST_URLS || !urls.stream().allMatch(Terms::isWebSocket))) {
      throw new IllegalArgumentException(
          "urls must be at most %d URLs such as wss://relay.example/gun".formatted(MOST_URLS));
    }
    if (entry != null && !OwnEntry.isHost(entry)) {
      throw new IllegalArgumentException(
          "entry is not a host; give one such as west.relay.example, without a scheme and a port");
    }
    return new Terms(
        urls == null || urls.isEmpty() ? usual(entry, settings) : urls,
        rate == null ? settings.rate() : rate,
        share == null ? 1 : share,
        false,
        entry == null ? "" : entry);
  }

  /** Who is chosen by its host is to come by that host again. */
  private static List<String> usual(@Nullable String entry, DrainSettings settings) {
    return entry == null ? settings.urls() : List.of();
  }

  /** Whether nobody is to be here any more. */
  boolean isWhole() {
    return share >= 1 && entry.isEmpty();
  }

  /** Whether a client may be one of those who leave. */
  boolean areFor(Guest guest) {
    return entry.isEmpty() || OwnEntry.isBy(HomeUrl.of(guest.entry()), entry);
  }

  /** How many of so many are to leave. */
  long wanted(int clients) {
    return (long) Math.ceil(clients * share);
  }

  private static boolean isWebSocket(String text) {
    try {
      URI uri = new URI(text);
      return (text.startsWith("//")
              || "ws".equals(uri.getScheme())
              || "wss".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

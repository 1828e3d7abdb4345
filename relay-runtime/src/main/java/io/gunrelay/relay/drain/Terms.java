package io.gunrelay.relay.drain;

import io.gunrelay.relay.api.DrainOrder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * What a drain is to do, checked.
 *
 * @param urls where clients are sent; empty: to the URL that each came by
 * @param rate clients that are told in a second
 * @param share of the clients that leave; 1: whoever comes meanwhile, too
 * @param last whether the relay stops: who does not leave is dismissed
 */
record Terms(List<String> urls, int rate, double share, boolean last) {
  private static final int MOST_URLS = 16;

  Terms {
    urls = List.copyOf(urls);
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
    return new Terms(
        urls == null || urls.isEmpty() ? settings.urls() : urls,
        rate == null ? settings.rate() : rate,
        share == null ? 1 : share,
        false);
  }

  boolean isWhole() {
    return share >= 1;
  }

  /** How many of so many are to leave. */
  long wanted(int clients) {
    return (long) Math.ceil(clients * share);
  }

  private static boolean isWebSocket(String url) {
    try {
      URI uri = new URI(url);
      return ("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

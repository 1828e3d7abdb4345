package io.gunrelay.relay.drain;

import java.util.List;

/**
 * How clients are handed over unless an order says otherwise.
 *
 * @param urls where they are sent; empty: to the URL that each came by
 * @param rate clients that are told in a second
 */
public record DrainSettings(List<String> urls, int rate) {
  public DrainSettings {
    urls = List.copyOf(urls);
  }
}

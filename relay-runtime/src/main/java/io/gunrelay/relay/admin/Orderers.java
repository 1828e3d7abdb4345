package io.gunrelay.relay.admin;

import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.clients.AddressRange;
import io.gunrelay.relay.transport.HttpPort;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may give orders, beside having shown a certificate where one is asked for. For one thread.
 */
public sealed interface Orderers {

  /**
   * Why an order is not taken.
   *
   * @param rule for the audit log
   * @param message says what to do
   */
  record Refusal(String rule, HttpResponseStatus status, String message) {}

  /** Why an order is not taken; empty when it is. */
  Optional<Refusal> refuse(HttpHeaders headers, HttpPort.Caller caller);

  /** Whoever shows a certificate, which the port has asked for. */
  static Orderers certified() {
    return new Certified();
  }

  /** Who comes from one of these addresses. */
  static Orderers from(List<AddressRange> ranges) {
    return new FromAddresses(ranges);
  }

  /**
   * Who shows a token, wherever it comes from: what shares a relay's machine or pod is not thereby
   * its master.
   *
   * @param file holds the tokens, one in a line; is read again at each order
   * @throws IllegalArgumentException if it cannot be used; the message says what to do
   */
  static Orderers withToken(Path file) {
    OrderTokens tokens = new OrderTokens(file);
    try {
      tokens.check();
    } catch (OrderTokens.UnusableException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new WithToken(tokens);
  }

  /** See {@link #certified}. */
  record Certified() implements Orderers {
    @Override
    public Optional<Refusal> refuse(HttpHeaders headers, HttpPort.Caller caller) {
      return Optional.empty();
    }
  }

  /** See {@link #from}. */
  record FromAddresses(List<AddressRange> ranges) implements Orderers {
    public FromAddresses {
      ranges = List.copyOf(ranges);
    }

    @Override
    public Optional<Refusal> refuse(HttpHeaders headers, HttpPort.Caller caller) {
      InetAddress address = caller.address();
      if (address != null && ranges.stream().anyMatch(range -> range.contains(address))) {
        return Optional.empty();
      }
      return Optional.of(
          new Refusal(
              "address",
              HttpResponseStatus.FORBIDDEN,
              "Orders are taken from %s, not from %s: give the relay --admin-token-file and show a token of it, change --admin-orders-from, or show a certificate where --admin-tls-ca asks for one."
                  .formatted(places(), caller.text())));
    }

    private String places() {
      return ranges.isEmpty()
          ? "nowhere"
          : ranges.stream()
              .map(range -> range.first().getHostAddress() + "/" + range.bits())
              .collect(Collectors.joining(", "));
    }
  }

  /** See {@link #withToken}. */
  final class WithToken implements Orderers {
    private static final Logger LOG = System.getLogger(Orderers.class.getName());
    private static final String BEARER = "Bearer ";

    private final OrderTokens tokens;
    private String complaint = "";

    private WithToken(OrderTokens tokens) {
      this.tokens = tokens;
    }

    @Override
    public Optional<Refusal> refuse(HttpHeaders headers, HttpPort.Caller caller) {
      try {
        boolean known = tokens.contain(shown(headers));
        complaint = "";
        return known
            ? Optional.empty()
            : Optional.of(
                new Refusal(
                    "token",
                    HttpResponseStatus.UNAUTHORIZED,
                    "Show a token of the file in --admin-token-file, as \"%s: TOKEN\" or \"%s: Bearer TOKEN\"."
                        .formatted(AdminPort.TOKEN_HEADER, HttpHeaderNames.AUTHORIZATION)));
      } catch (OrderTokens.UnusableException e) {
        complain(String.valueOf(e.getMessage()));
        return Optional.of(
            new Refusal(
                "token",
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                "No order is taken, as the tokens cannot be read; the relay's log says why."));
      }
    }

    /** Through the API server of a cluster comes no authorization: that one is the API server's. */
    private static String shown(HttpHeaders headers) {
      @Nullable String own = headers.get(AdminPort.TOKEN_HEADER);
      if (own != null) {
        return own.strip();
      }
      String standard = headers.get(HttpHeaderNames.AUTHORIZATION, "");
      return standard.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? standard.substring(BEARER.length()).strip()
          : "";
    }

    private void complain(String reason) {
      if (!reason.equals(complaint)) {
        complaint = reason;
        LOG.log(Level.ERROR, "No order is taken by the admin port: {0}.", reason);
      }
    }
  }
}

package io.gunrelay.operator.credentials;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What relays take orders for, as lines of a file. While a token is being replaced there are two,
 * the new one first: relays that know both and those that know one of them have one in common.
 */
record OrderTokens(List<String> tokens) {

  private static final int BYTES = 32;
  private static final int MOST = 2;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  OrderTokens {
    tokens = List.copyOf(tokens);
  }

  static OrderTokens fresh(SecureRandom random) {
    return new OrderTokens(List.of(token(random)));
  }

  /** What a file holds; empty when it is damaged. */
  static Optional<OrderTokens> read(String file) {
    var lines = file.lines().toList();
    return !lines.isEmpty()
            && lines.size() <= MOST
            && lines.stream().allMatch(line -> TOKEN.matcher(line).matches())
        ? Optional.of(new OrderTokens(lines))
        : Optional.empty();
  }

  private static String token(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String file() {
    return String.join("\n", tokens) + "\n";
  }

  boolean isBeingReplaced() {
    return tokens.size() == MOST;
  }

  /** The one that every relay knows. */
  String inForce() {
    return tokens.getLast();
  }

  /** The same and a new one; as they are while one is being replaced. */
  OrderTokens introducing(SecureRandom random) {
    return isBeingReplaced()
        ? this
        : new OrderTokens(Stream.concat(Stream.of(token(random)), tokens.stream()).toList());
  }

  /** Only the new one. */
  OrderTokens replaced() {
    return new OrderTokens(List.of(tokens.getFirst()));
  }

  @Override
  public String toString() {
    return "OrderTokens[" + tokens.size() + "]";
  }
}

package io.gunrelay.relay.api.trial;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a value, and reads it back, in GUN's words. There is one soul for each host, and in it a
 * key for each observer, so that trials take no more room as time goes by.
 */
final class GunTalk {
  private static final String SOULS = "gunrelay/trial/";

  /** A relay whose clock is behind by less takes the write at once. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** How relays refuse by rules of their owner's what is neither signed nor a ciphertext. */
  private static final Pattern BY_RULE =
      Pattern.compile("(Plaintext|Soul missing public key)\\..*");

  private static final int LONGEST_REFUSAL = 100;

  private final WebSocketStream socket;
  private final RandomGenerator random;
  private final String soul;
  private final String key;
  private final long state;

  GunTalk(
      WebSocketStream socket, RandomGenerator random, String host, String observer, Instant now) {
    this.socket = socket;
    this.random = random;
    this.soul = SOULS + harmless(host);
    this.key = harmless(observer);
    this.state = now.minus(SKEW).toEpochMilli();
  }

  /** No character that JSON would have to escape. */
  private static String harmless(String text) {
    return text.replaceAll("[^A-Za-z0-9._:-]", "-");
  }

  /**
   * Writes; what is written looks like a ciphertext of SEA's, so that relays take it that want
   * nothing else.
   *
   * @return what to read back; empty if relays take only what is signed
   */
  Optional<String> write() throws IOException, TrialException {
    String id = id();
    String text = base64(24);
    String value =
        "SEA{\\\"ct\\\":\\\"%s\\\",\\\"iv\\\":\\\"%s\\\",\\\"s\\\":\\\"%s\\\"}"
            .formatted(text, base64(15), base64(9));
    socket.send(
        "{\"#\":\"%1$s\",\"put\":{\"%2$s\":{\"_\":{\"#\":\"%2$s\",\">\":{\"%3$s\":%4$d}},\"%3$s\":\"%5$s\"}}}"
            .formatted(id, soul, key, state, value));
    Optional<String> refusal = refusal(id, answer(id));
    if (refusal.isEmpty()) {
      return Optional.of(text);
    }
    if (BY_RULE.matcher(refusal.get()).matches()) {
      return Optional.empty();
    }
    throw new TrialException("refuses a write: " + refusal.get());
  }

  /**
   * Reads.
   *
   * @param written what is expected, or something newer; empty if anything does
   */
  void read(Optional<String> written) throws IOException, TrialException {
    String id = id();
    socket.send("{\"#\":\"%s\",\"get\":{\"#\":\"%s\",\".\":\"%s\"}}".formatted(id, soul, key));
    String answer = answer(id);
    if (written.isPresent() && !answer.contains(written.get()) && !isNewer(answer)) {
      throw new TrialException("does not give back what was written");
    }
  }

  /** An operator that worked before this one may have had a clock that was ahead. */
  private boolean isNewer(String answer) {
    Matcher states =
        Pattern.compile("\">\":\\{\"" + Pattern.quote(key) + "\":(\\d{1,18})").matcher(answer);
    return states.find() && Long.parseLong(states.group(1)) > state;
  }

  /** The first message that answers, from there on. */
  private String answer(String id) throws IOException, TrialException {
    String mark = "\"@\":\"" + id + "\"";
    while (true) {
      String text = socket.read();
      int at = text.indexOf(mark);
      if (at >= 0) {
        return text.substring(at);
      }
    }
  }

  private static Optional<String> refusal(String id, String answer) {
    Matcher error =
        Pattern.compile("\"@\":\"" + id + "\"[^{}]*?\"err\":\"((?:[^\"\\\\]|\\\\.)*)\"")
            .matcher(answer);
    if (!error.lookingAt()) {
      return Optional.empty();
    }
    String words = error.group(1).replaceAll("\\p{C}|\\\\.", " ");
    return Optional.of(
        words.length() <= LONGEST_REFUSAL ? words : words.substring(0, LONGEST_REFUSAL) + "...");
  }

  private String id() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  private String base64(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return Base64.getEncoder().encodeToString(some);
  }
}

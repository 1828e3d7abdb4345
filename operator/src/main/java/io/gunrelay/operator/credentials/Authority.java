package io.gunrelay.operator.credentials;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who certifies, and how far the replacement of an authority is.
 *
 * @param signer certifies, or will
 * @param former certificates, as texts, of who certified before and is still trusted; may be empty
 * @param formerSigner certifies while the new one is being introduced; null when its key is lost
 * @param token the one that the last replacement was asked for by
 */
record Authority(
    Stage stage, Signer signer, String former, @Nullable Signer formerSigner, String token) {

  private static final String CERTIFICATE = "ca.crt";
  private static final String KEY = "ca.key";
  private static final String FORMER_CERTIFICATE = "former.crt";
  private static final String FORMER_KEY = "former.key";
  private static final String STAGE = "stage";
  private static final String TOKEN = "token";

  /** How far a replacement is. Each stage lasts until every relay knows what it is told in it. */
  enum Stage {
    /** Nothing is being replaced. */
    SETTLED,
    /** Relays are told to trust the new authority as well; certificates are of the former. */
    INTRODUCING,
    /** Certificates are of the new authority; the former is trusted still. */
    RETIRING
  }

  static Authority settled(Signer signer, String token) {
    return new Authority(Stage.SETTLED, signer, "", null, token);
  }

  /** What the Secret holds; empty when it is not there or damaged. */
  static Optional<Authority> read(Map<String, String> texts) {
    var stage =
        Arrays.stream(Stage.values())
            .filter(candidate -> candidate.name().equals(texts.get(STAGE)))
            .findFirst();
    var signer = Pem.signer(text(texts, CERTIFICATE), text(texts, KEY));
    var former = text(texts, FORMER_CERTIFICATE);
    if (stage.isEmpty()
        || signer.isEmpty()
        || (stage.get() != Stage.SETTLED && Pem.certificates(former).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Authority(
            stage.get(),
            signer.get(),
            former,
            Pem.signer(former, text(texts, FORMER_KEY)).orElse(null),
            text(texts, TOKEN)));
  }

  private static String text(Map<String, String> texts, String key) {
    return texts.getOrDefault(key, "");
  }

  Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    texts.put(STAGE, stage.name());
    texts.put(TOKEN, token);
    texts.put(CERTIFICATE, Pem.of(signer.certificate()));
    texts.put(KEY, Pem.of(signer.key()));
    if (stage != Stage.SETTLED) {
      texts.put(FORMER_CERTIFICATE, former);
    }
    if (stage == Stage.INTRODUCING && formerSigner != null) {
      texts.put(FORMER_KEY, Pem.of(formerSigner.key()));
    }
    return texts;
  }

  /** All that relays are to trust. */
  String bundle() {
    return Pem.of(signer.certificate()) + (stage == Stage.SETTLED ? "" : former);
  }

  /** Whether a certificate is of whom it may be of in this stage. */
  boolean stands(X509Certificate certificate) {
    return signer.hasSigned(certificate)
        || (stage == Stage.INTRODUCING
            && Pem.certificates(former).stream()
                .anyMatch(authority -> Pem.hasSigned(authority, certificate)));
  }

  /** Who certifies in this stage. */
  Signer certifying() {
    return stage == Stage.INTRODUCING && formerSigner != null ? formerSigner : signer;
  }

  /** The same with another one to come. */
  Authority introducing(Signer next, String askedBy) {
    return new Authority(Stage.INTRODUCING, next, Pem.of(signer.certificate()), signer, askedBy);
  }

  /** What comes after this stage. */
  Authority advanced() {
    return stage == Stage.INTRODUCING
        ? new Authority(Stage.RETIRING, signer, former, null, token)
        : settled(signer, token);
  }

  /** Names those who are trusted, for people. */
  String names() {
    return Pem.certificates(bundle()).stream()
        .map(certificate -> certificate.getSubjectX500Principal().getName())
        .collect(Collectors.joining(" and "));
  }
}

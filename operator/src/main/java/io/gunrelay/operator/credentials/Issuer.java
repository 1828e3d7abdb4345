package io.gunrelay.operator.credentials;

import io.gunrelay.operator.credentials.Authority.Stage;
import io.gunrelay.operator.credentials.Credentials.Step;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides what the fleet's Secrets are to hold. All that it goes by is in them, so that whoever
 * decides next goes on from there.
 *
 * <p>An authority is replaced in three writes of the Secret that relays mount, each of which every
 * relay must have before the next: they trust the new authority as well; their certificate is of
 * it; they trust the former no more. Any two relays that are one write apart know each other.
 */
public final class Issuer {

  static final String CERTIFICATE = "tls.crt";
  static final String KEY = "tls.key";
  static final String BUNDLE = "ca.crt";

  /** Not in the pods' Secret alone, so that a token that a stranger adds there is taken out. */
  static final String TOKENS = Credentials.TOKENS;

  private static final String FLEET = "gunrelay://fleet/";
  private static final int URI = 6;

  private final SecureRandom random;
  private final Maker maker;
  private final Duration delivery;

  /**
   * @param random of cryptographic strength
   * @param delivery how long it may take until what is written is what every relay uses
   */
  public Issuer(SecureRandom random, Duration delivery) {
    this.random = random;
    this.maker = new Maker(random);
    this.delivery = delivery;
  }

  /**
   * Decides once.
   *
   * @param fleet what tells the fleet from all others
   * @param token another one than before asks for a new authority
   */
  public Credentials issue(String fleet, Found found, String token, Instant now) {
    return new Round(FLEET + fleet, found, token, now).decide();
  }

  static Instant renewal(X509Certificate certificate) {
    var begin = certificate.getNotBefore().toInstant();
    var life = Duration.between(begin, certificate.getNotAfter().toInstant());
    return begin.plus(life.multipliedBy(2).dividedBy(3));
  }

  private final class Round {
    private final String fleet;
    private final Found found;
    private final String token;
    private final Instant now;
    private final Optional<Signer> present;
    private Optional<Step> step = Optional.empty();

    Round(String fleet, Found found, String token, Instant now) {
      this.fleet = fleet;
      this.found = found;
      this.token = token;
      this.now = now.truncatedTo(ChronoUnit.SECONDS);
      this.present =
          Pem.signer(text(CERTIFICATE), text(KEY)).filter(leaf -> isOfFleet(leaf.certificate()));
    }

    Credentials decide() {
      var authority = authority();
      var leaf = present.filter(own -> lasts(authority, own.certificate()));
      var stage =
          leaf.isEmpty()
                  && authority.stage() == Stage.INTRODUCING
                  && authority.formerSigner() == null
              ? authority.advanced()
              : authority;
      var certified =
          leaf.orElseGet(() -> {
            var made = maker.certificate(stage.certifying(), fleet, now);
            note(
                present.isPresent() ? Step.Kind.RENEWED : Step.Kind.REPAIRED,
                present.isPresent()
                    ? "relays get a new certificate for replication"
                    : "the certificate for replication was missing or damaged: relays get a new one");
            return made;
          });
      var tokens = tokens(leaf.isEmpty() && present.isPresent());
      var texts =
          Map.of(
              CERTIFICATE,
              leaf.isPresent() ? text(CERTIFICATE) : Pem.of(certified.certificate()),
              KEY,
              leaf.isPresent() ? text(KEY) : Pem.of(certified.key()),
              BUNDLE,
              stage.bundle(),
              TOKENS,
              tokens.file());
      var same = texts.equals(found.certificate());
      if (!same) {
        note(Step.Kind.REPAIRED, "what relays are to trust was changed: it is put back");
      }
      var since = same && knowsSince() ? found.since() : now;
      return new Credentials(
          with(stage.texts(), tokens),
          texts,
          since,
          step,
          next(stage, certified.certificate(), tokens, since));
    }

    private static Map<String, String> with(Map<String, String> texts, OrderTokens tokens) {
      var all = new TreeMap<>(texts);
      all.put(TOKENS, tokens.file());
      return all;
    }

    /**
     * Tokens are replaced together with certificates, in two writes that relays may read at
     * different times.
     */
    private OrderTokens tokens(boolean renewed) {
      var read =
          OrderTokens.read(found.authority().getOrDefault(TOKENS, ""))
              .or(() -> OrderTokens.read(text(TOKENS)));
      if (read.isEmpty()) {
        note(Step.Kind.TOKENS, "made a token for orders to relays");
        return OrderTokens.fresh(random);
      }
      var known = read.get();
      if (!known.isBeingReplaced()) {
        return renewed ? known.introducing(random) : known;
      }
      if (!known.file().equals(text(TOKENS)) || !isTimeOver()) {
        return known;
      }
      note(Step.Kind.TOKENS, "relays take orders for their new token alone");
      return known.replaced();
    }

    private Authority authority() {
      var read = Authority.read(found.authority());
      if (read.isEmpty()) {
        return anew(maker.authority(now));
      }
      var known = read.get();
      if (known.stage() == Stage.SETTLED) {
        return isAnothers(known) ? anew(known.signer()) : isDue(known) ? replaced(known) : known;
      }
      return isDelivered(known) ? advanced(known) : known;
    }

    /** The key is lost. Who certified until now stays trusted until relays know the new one. */
    private Authority anew(Signer fresh) {
      if (found.authority().isEmpty() && found.certificate().isEmpty()) {
        note(Step.Kind.ISSUED, "made an authority and a certificate for replication");
        return Authority.settled(fresh, token);
      }
      note(
          Step.Kind.REPAIRED,
          "the authority for replication was missing or damaged: a new one takes its place");
      var trusted = Pem.certificates(text(BUNDLE));
      return trusted.isEmpty()
          ? Authority.settled(fresh, token)
          : new Authority(
              Stage.INTRODUCING,
              fresh,
              String.join("", trusted.stream().map(Pem::of).toList()),
              null,
              token);
    }

    /** Whether relays trust and show what an authority of unknown key has certified. */
    private boolean isAnothers(Authority known) {
      return present
          .filter(leaf -> !known.stands(leaf.certificate()))
          .filter(leaf ->
              Pem.certificates(text(BUNDLE)).stream()
                  .anyMatch(trusted -> Pem.hasSigned(trusted, leaf.certificate())))
          .isPresent();
    }

    private boolean isDue(Authority known) {
      return !known.token().equals(token) || !now.isBefore(renewal(known.signer().certificate()));
    }

    private Authority replaced(Authority known) {
      var introducing = known.introducing(maker.authority(now), token);
      note(
          Step.Kind.ROTATING,
          "relays trust %s for replication; certificates of the new one follow in %s"
              .formatted(introducing.names(), inWords(delivery)));
      return introducing;
    }

    /** Whether every relay has had the time to learn of what this stage says. */
    private boolean isDelivered(Authority known) {
      return known.bundle().equals(text(BUNDLE))
          && present.filter(leaf -> known.stands(leaf.certificate())).isPresent()
          && isTimeOver();
    }

    /** Whether what stands in the Secrets has had the time to reach every relay. */
    private boolean isTimeOver() {
      return found.everywhere() && knowsSince() && !now.isBefore(found.since().plus(delivery));
    }

    private Authority advanced(Authority known) {
      var next = known.advanced();
      if (next.stage() == Stage.RETIRING) {
        note(
            Step.Kind.ROTATING,
            "relays get certificates of %s; the former authority is trusted for another %s"
                .formatted(
                    next.signer().certificate().getSubjectX500Principal().getName(),
                    inWords(delivery)));
      } else {
        note(Step.Kind.ROTATED, "relays trust %s alone for replication".formatted(next.names()));
      }
      return next;
    }

    private boolean lasts(Authority authority, X509Certificate certificate) {
      return authority.stands(certificate) && now.isBefore(renewal(certificate));
    }

    private Instant next(
        Authority stage, X509Certificate certificate, OrderTokens tokens, Instant since) {
      var end = renewal(certificate);
      var other =
          stage.stage() == Stage.SETTLED && !tokens.isBeingReplaced()
              ? renewal(stage.signer().certificate())
              : (found.everywhere() ? since : now).plus(delivery);
      return other.isBefore(end) ? other : end;
    }

    private boolean knowsSince() {
      return !found.since().equals(Instant.EPOCH) && !found.since().isAfter(now);
    }

    private boolean isOfFleet(X509Certificate certificate) {
      try {
        var names = certificate.getSubjectAlternativeNames();
        return names != null
            && names.stream()
                .anyMatch(
                    name -> Integer.valueOf(URI).equals(name.get(0)) && fleet.equals(name.get(1)));
      } catch (CertificateParsingException e) {
        return false;
      }
    }

    private String text(String key) {
      return found.certificate().getOrDefault(key, "");
    }

    /** The first reason is the one that the others follow from. */
    private void note(Step.Kind kind, String message) {
      if (step.isEmpty()) {
        step = Optional.of(new Step(kind, message));
      }
    }
  }

  private static String inWords(Duration time) {
    return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}

package io.gunrelay.relay.sea;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.StoredValues.UnreadableException;
import io.gunrelay.relay.wire.ValueText;
import java.security.Provider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Judges the puts of clients, key by key, by the rules of gun.js' SEA (function {@code check} of
 * its {@code sea.js}). Where they leave a gap that lets strangers write, ours are stricter;
 * docs/security.md tells where. Thread-safe.
 */
public final class Sea {
  private volatile Policy policy;
  private final InstantSource clock;
  private final Signatures signatures;
  private final UserSpace users;
  private final LongAdder expired = new LongAdder();
  private final LongAdder plaintext = new LongAdder();
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);

  /** What is taken, and what counts as ciphertext. */
  private record Policy(SeaSettings settings, Ciphertext ciphertext) {
    static Policy of(SeaSettings settings) {
      return new Policy(settings, new Ciphertext(settings.shapes()));
    }
  }

  /** Judges, and tells nobody who signs. */
  public Sea(SeaSettings settings, InstantSource clock, Provider provider) {
    this(settings, clock, CompletableFuture.completedFuture(provider), signer -> {});
  }

  /**
   * @param clock tells how old a value is, where its soul says how old it may be
   * @param provider computes signatures on P-256, once it is there; signatures wait for it
   * @param signers told the public key by which a value is signed, for each; by any thread
   */
  public Sea(
      SeaSettings settings,
      InstantSource clock,
      CompletableFuture<Provider> provider,
      Consumer<String> signers) {
    policy = Policy.of(settings);
    this.clock = clock;
    signatures = new Signatures(provider);
    users = new UserSpace(signatures, signers);
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** Judges by other settings what is put from now on. */
  public void take(SeaSettings changed) {
    policy = Policy.of(changed);
  }

  /** Whether judging signatures computes, and does not wait for who does. */
  public boolean isReady() {
    return signatures.areReady();
  }

  /** How many signatures have to be verified for a put, at most twice that; quick to tell. */
  public static int signatures(List<Delta> put) {
    int signatures = 0;
    for (Delta delta : put) {
      if (delta.soul().indexOf('~') >= 0) {
        signatures++;
      }
    }
    return signatures;
  }

  /** Judges a put, without reading the graph; keys for which that is needed stay open. */
  public Judgement judge(List<Delta> put) {
    for (int i = 0; i < put.size(); i++) {
      Verdict verdict = check(put.get(i));
      if (!(verdict instanceof Verdict.Good)) {
        return sort(put, i, verdict);
      }
    }
    return new Judgement(put, "", List.of(), List.of());
  }

  /** Goes on behind the first key that is not good. */
  private Judgement sort(List<Delta> put, int from, Verdict first) {
    List<Delta> good = new ArrayList<>(put.subList(0, from));
    List<Judgement.Conditional> open = new ArrayList<>(0);
    List<Judgement.Rejected> rejected = new ArrayList<>(0);
    String refusal = "";
    for (int i = from; i < put.size(); i++) {
      Delta delta = put.get(i);
      switch (i == from ? first : check(delta)) {
        case Verdict.Good yes -> good.add(delta);
        case Verdict.Expired old -> expired.increment();
        case Verdict.Unless(BlockList list) -> open.add(new Judgement.Conditional(delta, list));
        case Verdict.Refused(Reason reason) -> {
          String text = refuse(delta, reason);
          rejected.add(new Judgement.Rejected(delta.soul(), reason));
          refusal = refusal.isEmpty() ? text : refusal;
        }
      }
    }
    return new Judgement(good, refusal, open, rejected);
  }

  /** Decides what was left open. May wait for the disk. */
  public Judgement settle(Judgement judgement, StoredValues values) {
    List<Delta> good = new ArrayList<>(judgement.good());
    String refusal = judgement.refusal();
    List<Judgement.Rejected> rejected = new ArrayList<>(judgement.rejected());
    for (Judgement.Conditional conditional : judgement.open()) {
      Optional<Reason> objection = objection(conditional.list(), values);
      if (objection.isEmpty()) {
        good.add(conditional.delta());
      } else {
        String text = refuse(conditional.delta(), objection.get());
        rejected.add(new Judgement.Rejected(conditional.delta().soul(), objection.get()));
        refusal = refusal.isEmpty() ? text : refusal;
      }
    }
    return new Judgement(good, refusal, List.of(), rejected);
  }

  /** Whose space a soul is in: the public key by which what is put there is signed or certified. */
  public static Optional<String> owner(String soul) {
    return soul.startsWith(Souls.ALIASES) ? Optional.empty() : Souls.owner(soul);
  }

  /** What was counted so far. */
  public SeaFigures figures() {
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    refused.forEach((reason, count) -> reasons.put(reason, count.sum()));
    return new SeaFigures(
        signatures.computed(), signatures.recalled(), expired.sum(), plaintext.sum(), reasons);
  }

  private Verdict check(Delta delta) {
    Policy now = policy;
    Encryption encryption = now.settings().encryption();
    Verdict verdict = provenance(delta, now.settings().signedOnly());
    if (encryption == Encryption.OFF
        || verdict instanceof Verdict.Refused
        || verdict instanceof Verdict.Expired
        || now.ciphertext().hides(delta)) {
      return verdict;
    }
    plaintext.increment();
    return encryption == Encryption.REQUIRE ? new Verdict.Refused(Reason.PLAINTEXT) : verdict;
  }

  private Verdict provenance(Delta delta, boolean signedOnly) {
    String soul = delta.soul();
    if (delta.key().isEmpty()) {
      return new Verdict.Refused(Reason.NO_KEY);
    }
    if (Souls.isExpired(soul, delta.state(), (double) clock.millis())) {
      return Verdict.EXPIRED;
    }
    if (soul.startsWith(Souls.ALIASES)) {
      // ~@ lists the aliases, ~@alias the keys of an alias.
      return alias(delta, soul.equals(Souls.ALIASES) ? "~@" + delta.key() : delta.key());
    }
    Optional<String> owner = Souls.owner(soul);
    if (owner.isPresent()) {
      return users.check(delta, owner.get());
    }
    if (soul.indexOf('#') >= 0) {
      return ContentHash.fits(delta) ? Verdict.GOOD : new Verdict.Refused(Reason.HASH);
    }
    return signedOnly ? new Verdict.Refused(Reason.UNSIGNED) : Verdict.GOOD;
  }

  private static Verdict alias(Delta delta, String target) {
    Optional<String> link = ValueText.link(delta.value());
    if (link.isPresent() && link.get().equals(target)) {
      return Verdict.GOOD;
    }
    return new Verdict.Refused(delta.value().at(0) == 'n' ? Reason.ABSENT : Reason.ALIAS);
  }

  private static Optional<Reason> objection(BlockList list, StoredValues values) {
    try {
      return list.blocks(values) ? Optional.of(Reason.BLOCKED) : Optional.empty();
    } catch (UnreadableException e) {
      return Optional.of(Reason.UNREADABLE_LIST);
    }
  }

  private String refuse(Delta delta, Reason reason) {
    Objects.requireNonNull(refused.get(reason), "every reason has a counter").increment();
    return reason.text(delta.soul(), delta.key());
  }
}

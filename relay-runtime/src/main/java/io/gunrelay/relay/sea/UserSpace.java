package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.ValueText;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks what is written to a soul with a public key in it: its owner signs, or lets others. */
final class UserSpace {
  private static final Verdict UNVERIFIED = new Verdict.Refused(Reason.UNVERIFIED);

  private final Signatures signatures;
  private final Consumer<String> signers;

  UserSpace(Signatures signatures, Consumer<String> signers) {
    this.signatures = signatures;
    this.signers = signers;
  }

  /**
   * Checks one key.
   *
   * @param owner the public key in the soul
   */
  Verdict check(Delta delta, String owner) {
    Optional<String> text = ValueText.of(delta.value());
    if (delta.key().equals("pub") && delta.soul().equals("~" + owner)) {
      return text.isPresent() && text.get().equals(owner)
          ? Verdict.GOOD
          : new Verdict.Refused(Reason.ACCOUNT);
    }
    Optional<Envelope> envelope = text.flatMap(Envelope::read);
    // gun.js takes a state of 0 for none, on every side.
    if (envelope.isEmpty() || delta.state() == 0) {
      return UNVERIFIED;
    }
    Envelope signed = envelope.get();
    Optional<Certificate> certificate = Certificate.of(signed.certificate());
    if (certificate.isEmpty() || !Json.truthy(signed.writer())) {
      // gun.js would ask here whether the named writer has signed, and let anyone write.
      boolean foreign = Json.truthy(signed.writer()) && !isText(signed.writer(), owner);
      return !foreign && isSigned(delta, signed, owner) ? Verdict.GOOD : UNVERIFIED;
    }
    if (!signed.writer().isTextual() || !isSigned(delta, signed, signed.writer().textValue())) {
      return UNVERIFIED;
    }
    return certificate.get().check(delta, owner, signed.writer().textValue(), signatures);
  }

  private boolean isSigned(Delta delta, Envelope signed, String signer) {
    boolean yes = isSignedSomehow(delta, signed, signer);
    if (yes) {
      signers.accept(signer);
    }
    return yes;
  }

  private boolean isSignedSomehow(Delta delta, Envelope signed, String signer) {
    Bytes received = SignedText.of(delta, signed.value(), NameOrder.RECEIVED);
    if (signatures.verify(signer, received, signed.signature())) {
      return true;
    }
    if (!signed.value().isContainerNode()) {
      return false;
    }
    Bytes sorted = SignedText.of(delta, signed.value(), NameOrder.SORTED);
    return !sorted.equals(received) && signatures.verify(signer, sorted, signed.signature());
  }

  private static boolean isText(JsonNode node, String text) {
    return node.isTextual() && node.textValue().equals(text);
  }
}

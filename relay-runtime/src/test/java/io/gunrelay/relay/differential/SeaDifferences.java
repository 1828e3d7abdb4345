package io.gunrelay.relay.differential;

import static io.gunrelay.relay.differential.Aspect.ANSWER;
import static io.gunrelay.relay.differential.Difference.NOTHING;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/** Where this relay differs from gun.js' own on purpose, in what SEA is about. */
final class SeaDifferences {
  static final List<KnownDifference> ALL =
      List.of(
          new KnownDifference(
              "a signed value that names another writer (`*`) and shows no certificate",
              "asks only whether that writer has signed, so that anyone may write into any space",
              "refuses it",
              d ->
                  takenThereOnly(d, "forged: writer without certificate")
                      || (takenThereOnly(d, "mutated")
                          && anyEnvelope(d, SeaDifferences::claimsWithoutCertificate))),
          new KnownDifference(
              "a signature over the text `[object Object]`",
              "takes it for one over every value of whoever once signed an object by mistake: its"
                  + " fallback for old signatures turns what it verifies into that text",
              "refuses it, as all signatures in the forms of before 2020, which bind no place or an"
                  + " ambiguous one",
              d -> takenThereOnly(d, "forged: signature over [object Object]")),
          new KnownDifference(
              "a public key in another form: base64 has bits to spare",
              "takes all forms, so that a blocked writer takes another one and is no longer blocked",
              "knows the one regular form only",
              d -> takenThereOnly(d, "odd: key of another form")),
          new KnownDifference(
              "a signed value that is not JSON",
              "reads over a misplaced character, so that it keeps what no client accepts; at others,"
                  + " as in `\":1,` under a user's soul, its process ends",
              "refuses it",
              d ->
                  (takenThereOnly(d, "odd: marked as SEA's") || takenThereOnly(d, "odd: not JSON"))
                      && anyEnvelope(d, text -> !Texts.isJson(text))),
          new KnownDifference(
              "a certificate for several writers, as `SEA.certify` makes it",
              "finds none of them, and never answers",
              "knows each of them",
              d -> takenHereOnly(d, "certificate for a list of writers")),
          new KnownDifference(
              "a certificate whose names are not sorted, as browsers sign it",
              "sorts the names before it verifies, and never answers",
              "takes it as it was signed, as its clients do",
              d -> takenHereOnly(d, "certificate with names in another order")),
          new KnownDifference(
              "a certificate that does not allow the write",
              "never answers; the client waits 9 s for “No ACK yet”",
              "answers with the reason",
              d -> isRefusalSaid(d) && showsCertificate(d)),
          new KnownDifference(
              "a certificate that names a list of blocked writers where none is",
              "waits for the list, and never answers",
              "takes it that nobody is blocked",
              d -> takenHereOnly(d, "list of blocked writers") && d.said("\\\"wb\\\":\\\"absent")),
          new KnownDifference(
              "a value that its soul (`<?N`) says to forget, beside others",
              "drops it, and never answers",
              "drops it, and answers for the others",
              d ->
                  d.exchange().kind().contains("expiring")
                      && d.aspect() == ANSWER
                      && d.reference().equals(NOTHING)),
          new KnownDifference(
              "a key without a character",
              "does not store it, and never answers, or acknowledges it with the others of its put",
              "answers with an error",
              d ->
                  d.exchange().kind().contains("odd: no key")
                      && d.aspect() == ANSWER
                      && d.ours().equals("error")));

  private SeaDifferences() {}

  private static boolean takenThereOnly(Difference difference, String tried) {
    return difference.tried().contains(tried)
        && (difference.aspect() == ANSWER
            ? difference.ours().equals("error")
            : difference.ours().equals(NOTHING));
  }

  private static boolean takenHereOnly(Difference difference, String tried) {
    return difference.tried().contains(tried) && difference.reference().equals(NOTHING);
  }

  private static boolean isRefusalSaid(Difference difference) {
    return difference.aspect() == ANSWER
        && difference.reference().equals(NOTHING)
        && difference.ours().equals("error");
  }

  /** Whether one is said, if need be with a character that is not as it should. */
  private static boolean showsCertificate(Difference difference) {
    return difference.said("\\\"m\\\":") || difference.said("\\\"s\\\":");
  }

  private static boolean claimsWithoutCertificate(String text) {
    JsonNode envelope = Texts.json(text);
    JsonNode certificate = envelope.path("+");
    return envelope.has("*") && !(certificate.has("m") && certificate.has("s"));
  }

  /** Whether one of the texts that were put is a signed value like this. */
  private static boolean anyEnvelope(Difference difference, Predicate<String> is) {
    String message = difference.exchange().steps().getLast().getFirst();
    for (JsonNode node : Texts.json(message).path("put")) {
      for (JsonNode value : node) {
        if (value.isTextual() && value.textValue().contains("~") && is.test(value.textValue())) {
          return true;
        }
      }
    }
    return false;
  }
}

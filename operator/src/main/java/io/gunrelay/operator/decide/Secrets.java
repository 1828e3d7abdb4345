package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Secret;
import io.gunrelay.operator.credentials.Found;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.observe.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what the fleet's Secrets hold. */
public final class Secrets {

  private Secrets() {}

  /** Of Secrets that are not ours nothing is taken. */
  public static Found found(Owner owner, Observation seen) {
    var certificate = find(owner, seen, Names.replicationCertificate(owner));
    return new Found(
        find(owner, seen, Names.replicationAuthority(owner)).map(Secrets::texts).orElse(Map.of()),
        certificate.map(Secrets::texts).orElse(Map.of()),
        certificate.map(Secrets::since).orElse(Instant.EPOCH));
  }

  /**
   * What the Secret with the entry's certificate holds; nothing when it is not there or not ours.
   */
  public static Map<String, String> ofEntry(Owner owner, Observation seen) {
    return find(owner, seen, Names.entryCertificate(owner)).map(Secrets::texts).orElse(Map.of());
  }

  private static Optional<Secret> find(Owner owner, Observation seen, String name) {
    return seen.find(Secret.class, name).filter(secret -> Ownership.isOurs(owner, secret));
  }

  private static Map<String, String> texts(Secret secret) {
    var texts = new TreeMap<String, String>();
    var data = secret.getData();
    if (data != null) {
      data.forEach((key, base64) -> texts.put(key, text(base64)));
    }
    return texts;
  }

  private static String text(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Instant since(Secret secret) {
    try {
      return Instant.parse(Annotation.CERTIFICATE_SINCE.of(secret));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}

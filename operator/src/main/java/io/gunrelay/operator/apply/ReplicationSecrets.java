package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What relays know each other by, and those who may give them orders. The authority's key is in a
 * Secret of its own, which only the operator reads: who gets hold of a relay can be a relay, and
 * make no others.
 */
final class ReplicationSecrets {

  private ReplicationSecrets() {}

  static Secret authority(Fleet fleet, Credentials credentials) {
    var owner = fleet.owner();
    return new SecretBuilder()
        .withMetadata(Metadata.of(owner, Names.replicationAuthority(owner)))
        .withType("Opaque")
        .withData(data(credentials.authority()))
        .build();
  }

  static Secret certificate(Fleet fleet, Credentials credentials) {
    var owner = fleet.owner();
    return new SecretBuilder()
        .withMetadata(Metadata.of(owner, Names.replicationCertificate(owner)))
        .editMetadata()
        .addToAnnotations(Annotation.CERTIFICATE_SINCE.key(), credentials.since().toString())
        .endMetadata()
        .withType("kubernetes.io/tls")
        .withData(data(credentials.certificate()))
        .build();
  }

  static Map<String, String> data(Map<String, String> texts) {
    var data = new TreeMap<String, String>();
    texts.forEach((key, text) ->
        data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    return data;
  }
}

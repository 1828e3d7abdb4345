package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignedPutsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everySignatureIsOneOfTheKeyThatItsSoulNames() throws Exception {
    SignedPuts puts = SignedPuts.sign(150, 20);
    Set<String> souls = new HashSet<>();
    for (int i = 0; i < puts.size(); i++) {
      Author.SignedPut put = puts.get(i);
      souls.add(put.soul());
      assertThat(verifies(put)).isTrue();
    }

    assertThat(souls).hasSize(150);
  }

  @Test
  void aForgeryDoesNotVerify() throws Exception {
    assertThat(verifies(SignedPuts.sign(1, 20).get(0).forged())).isFalse();
  }

  private static boolean verifies(Author.SignedPut put) throws Exception {
    JsonNode value = JSON.readTree(put.value());
    String text =
        "{\"#\":\"%s\",\".\":\"%s\",\":\":%s,\">\":%d}"
            .formatted(put.soul(), put.key(), value.get(":"), put.stateMillis());
    String[] point = put.soul().substring(1, put.soul().indexOf('/')).split("\\.", -1);
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(coordinate(point[0]), coordinate(point[1])),
                    curve.getParameterSpec(ECParameterSpec.class))));
    signature.update(
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    return signature.verify(Base64.getDecoder().decode(value.get("~").asText()));
  }

  private static BigInteger coordinate(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }
}

package io.gunrelay.relay.tls;

import static io.gunrelay.relay.tls.TestAuthority.pem;
import static io.gunrelay.relay.tls.TestAuthority.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTextsTest {
  private final Instant later = Instant.now().plusSeconds(3_600);

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("authority");

  @Test
  void aCertificateWithItsKeyIsRead() throws Exception {
    TestAuthority.Certified relay = authority.certify("relay");

    Identity identity =
        PemTexts.read(relay.write(folder, "relay", authority.write(folder))).toIdentity();

    assertThat(identity.subject()).isEqualTo("CN=relay");
    assertThat(identity.key()).isEqualTo(relay.keys().getPrivate());
    assertThat(identity.authorities()).hasSize(1);
  }

  @Test
  void keysInTheFormsThatWereBeforePkcs8AreRead() throws Exception {
    KeyPair curve = TestAuthority.keys("EC", 384);
    byte[] scalar = ((ECPrivateKey) curve.getPrivate()).getS().toByteArray();
    byte[] octets = new byte[48];
    int length = Math.min(scalar.length, octets.length);
    System.arraycopy(scalar, scalar.length - length, octets, octets.length - length, length);
    byte[] sec1 = tagged(0x30, tagged(2, new byte[] {1}), tagged(4, octets));

    KeyPair rsa = TestAuthority.keys("RSA", 2048);
    RSAPrivateCrtKey numbers = (RSAPrivateCrtKey) rsa.getPrivate();
    byte[] pkcs1 =
        tagged(
            0x30,
            whole(BigInteger.ZERO),
            whole(numbers.getModulus()),
            whole(numbers.getPublicExponent()),
            whole(numbers.getPrivateExponent()),
            whole(numbers.getPrimeP()),
            whole(numbers.getPrimeQ()),
            whole(numbers.getPrimeExponentP()),
            whole(numbers.getPrimeExponentQ()),
            whole(numbers.getCrtCoefficient()));

    assertThat(keyOf(curve, pem("EC PRIVATE KEY", sec1))).isInstanceOf(ECPrivateKey.class);
    assertThat(keyOf(rsa, pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(rsa.getPrivate());
    assertThat(keyOf(rsa, authority.certify("relay", rsa, later).keyPem()))
        .isEqualTo(rsa.getPrivate());
  }

  private Object keyOf(KeyPair keys, String text) throws Exception {
    return texts(authority.certify("relay", keys, later).certificatePem(), text).toIdentity().key();
  }

  private static byte[] whole(BigInteger number) {
    return tagged(2, number.toByteArray());
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    TestAuthority.Certified one = authority.certify("one");
    TestAuthority.Certified other = authority.certify("other");
    String rsa = authority.certify("rsa", TestAuthority.keys("RSA", 2048), later).keyPem();

    assertThatThrownBy(() -> texts(one.certificatePem(), other.keyPem()).toIdentity())
        .hasMessageContainingAll("tls.key", "does not belong", "tls.crt", "CN=one");
    assertThatThrownBy(() -> texts(one.certificatePem(), rsa).toIdentity())
        .hasMessageContaining("does not belong");
    assertThatThrownBy(() -> texts(one.certificatePem(), "nothing").toIdentity())
        .hasMessageContainingAll("tls.key", "no private key");
    assertThatThrownBy(() ->
            texts(one.certificatePem(), pem("ENCRYPTED PRIVATE KEY", new byte[9])).toIdentity())
        .hasMessageContainingAll("encrypted", "without a password");
    assertThatThrownBy(() -> texts(one.keyPem(), one.keyPem()).toIdentity())
        .hasMessageContainingAll("tls.crt", "no certificate");
    assertThatThrownBy(
            () -> texts(pem("CERTIFICATE", new byte[] {1, 2, 3}), one.keyPem()).toIdentity())
        .hasMessageContainingAll("tls.crt", "damaged");
    assertThatThrownBy(() -> PemTexts.read(new TlsFiles(folder.resolve("none").toString(), "", "")))
        .hasMessageContainingAll("none", "does not exist");
    assertThatThrownBy(() -> PemTexts.read(new TlsFiles(folder.toString(), "", "")))
        .hasMessageContainingAll(folder.toString(), "cannot be read");
  }

  private PemTexts texts(String certificate, String key) throws IOException, TlsException {
    return PemTexts.read(
        new TlsFiles(
            Files.writeString(folder.resolve("tls.crt"), certificate).toString(),
            Files.writeString(folder.resolve("tls.key"), key).toString(),
            ""));
  }
}

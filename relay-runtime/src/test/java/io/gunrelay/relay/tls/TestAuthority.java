package io.gunrelay.relay.tls;

import io.gunrelay.relay.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** An authority of the tests' own, which certifies whatever it is asked to. */
public final class TestAuthority {
  /** A certificate with its key. */
  public record Certified(KeyPair keys, Bytes certificate) {
    public String certificatePem() {
      return pem("CERTIFICATE", certificate.array());
    }

    public String keyPem() {
      return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** Writes {@code name.crt} and {@code name.key}. */
    public TlsFiles write(Path folder, String name, String authorities) {
      try {
        return new TlsFiles(
            Files.writeString(folder.resolve(name + ".crt"), certificatePem()).toString(),
            Files.writeString(folder.resolve(name + ".key"), keyPem()).toString(),
            authorities);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final byte[] ECDSA_SHA256 = tagged(0x30, oid("2a8648ce3d040302"));
  private static final byte[] COMMON_NAME = oid("550403");
  private static final byte[] BASIC_CONSTRAINTS = oid("551d13");
  private static final byte[] ALTERNATIVE_NAMES = oid("551d11");
  private static final byte[] TRUE = {1, 1, (byte) 0xFF};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final AtomicLong serial = new AtomicLong();
  private final String name;
  private final KeyPair keys = keys("EC", 256);
  private final byte[] certificate;

  public TestAuthority(String name) {
    this.name = name;
    byte[] isAuthority = tagged(0x30, TRUE);
    certificate =
        sign(
            name,
            keys.getPublic(),
            Instant.now().plusSeconds(86_400),
            extension(BASIC_CONSTRAINTS, isAuthority));
  }

  public String pem() {
    return pem("CERTIFICATE", certificate);
  }

  /** Writes the authority's certificate; its file. */
  public String write(Path folder) {
    try {
      return Files.writeString(folder.resolve(name + ".ca"), pem()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Certifies a new key for {@code localhost} and {@code 127.0.0.1}. */
  public Certified certify(String subject) {
    return certify(subject, keys("EC", 256), Instant.now().plusSeconds(3_600));
  }

  /** Certifies a key for {@code localhost} and {@code 127.0.0.1}. */
  public Certified certify(String subject, KeyPair of, Instant end) {
    return certify(subject, of, end, List.of());
  }

  /** Certifies a new key for these names of hosts. */
  public Certified certifyNames(String subject, Instant end, String... hosts) {
    byte[] names =
        tagged(
            0x30,
            Stream.of(hosts)
                .map(host -> tagged(0x82, host.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new));
    KeyPair of = keys("EC", 256);
    return new Certified(
        of, Bytes.wrap(sign(subject, of.getPublic(), end, extension(ALTERNATIVE_NAMES, names))));
  }

  /** Certifies a new key for a relay of these fleets, of which there should be one. */
  public Certified certifyFor(String subject, String... fleets) {
    return certify(
        subject,
        keys("EC", 256),
        Instant.now().plusSeconds(3_600),
        Stream.of(fleets).map(fleet -> "gunrelay://fleet/" + fleet).toList());
  }

  private Certified certify(String subject, KeyPair of, Instant end, List<String> uris) {
    byte[] names =
        tagged(
            0x30,
            Stream.concat(
                    Stream.of(
                        tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                        tagged(0x87, new byte[] {127, 0, 0, 1})),
                    uris.stream().map(uri -> tagged(0x86, uri.getBytes(StandardCharsets.US_ASCII))))
                .toArray(byte[][]::new));
    return new Certified(
        of, Bytes.wrap(sign(subject, of.getPublic(), end, extension(ALTERNATIVE_NAMES, names))));
  }

  public static KeyPair keys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
  }

  /** RFC 5280, section 4.1. */
  private byte[] sign(String subject, PublicKey of, Instant end, byte[] extension) {
    byte[] body =
        tagged(
            0x30,
            tagged(0xA0, tagged(2, new byte[] {2})),
            tagged(2, BigInteger.valueOf(serial.incrementAndGet()).toByteArray()),
            ECDSA_SHA256,
            name(name),
            tagged(0x30, time(Instant.now().minusSeconds(86_400)), time(end)),
            name(subject),
            of.getEncoded(),
            tagged(0xA3, tagged(0x30, extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      return tagged(0x30, body, ECDSA_SHA256, tagged(3, new byte[1], signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] name(String commonName) {
    byte[] text = tagged(0x0C, commonName.getBytes(StandardCharsets.UTF_8));
    return tagged(0x30, tagged(0x31, tagged(0x30, COMMON_NAME, text)));
  }

  private static byte[] time(Instant instant) {
    return tagged(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] extension(byte[] id, byte[] value) {
    return tagged(0x30, id, TRUE, tagged(4, value));
  }

  private static byte[] oid(String hex) {
    return tagged(6, HexFormat.of().parseHex(hex));
  }

  static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length >= 0x80) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}

package io.gunrelay.relay.sea;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SignaturesPropertyTest {
  private static final Author AUTHOR = new Author();

  private final Signatures fast = by(Curves.fastest());
  private final Signatures jdk = by(Curves.ofTheJdk());

  private static Signatures by(Provider provider) {
    return new Signatures(CompletableFuture.completedFuture(provider));
  }

  @Property(tries = 100)
  void everyProviderTakesWhatTheAuthorSigned(@ForAll String text) {
    Bytes signed = SignedText.plain(text);
    String signature = AUTHOR.sign(signed.text());
    assertThat(fast.verify(AUTHOR.pub(), signed, signature)).isTrue();
    assertThat(jdk.verify(AUTHOR.pub(), signed, signature)).isTrue();
  }

  @Property(tries = 200)
  void noProviderTakesASignatureWithABitTurned(@ForAll @IntRange(max = 511) int bit) {
    Bytes text = Bytes.utf8("text");
    byte[] raw = Base64.getDecoder().decode(AUTHOR.sign("text"));
    raw[bit / 8] ^= (byte) (1 << (bit % 8));
    String signature = Base64.getEncoder().encodeToString(raw);
    assertThat(fast.verify(AUTHOR.pub(), text, signature)).isFalse();
    assertThat(jdk.verify(AUTHOR.pub(), text, signature)).isFalse();
  }

  @Property(tries = 200)
  void whatIsNoSignatureIsRefusedAndThrowsNothing(
      @ForAll byte[] raw, @ForAll String text, @ForAll String pub) {
    String signature = Base64.getEncoder().encodeToString(raw);
    assertThat(fast.verify(AUTHOR.pub(), Bytes.utf8("text"), signature)).isFalse();
    assertThat(fast.verify(AUTHOR.pub(), Bytes.utf8("text"), text)).isFalse();
    assertThat(fast.verify(pub, Bytes.utf8("text"), AUTHOR.sign("text"))).isFalse();
  }

  @Property(tries = 20)
  void zerosAreNoSignature(@ForAll @IntRange(max = 2) int which) {
    byte[] raw = Base64.getDecoder().decode(AUTHOR.sign("text"));
    Arrays.fill(raw, which == 1 ? 32 : 0, which == 0 ? 32 : 64, (byte) 0);
    String signature = Base64.getEncoder().encodeToString(raw);
    assertThat(fast.verify(AUTHOR.pub(), Bytes.utf8("text"), signature)).isFalse();
    assertThat(jdk.verify(AUTHOR.pub(), Bytes.utf8("text"), signature)).isFalse();
  }
}

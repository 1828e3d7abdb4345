package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static io.gunrelay.relay.replication.net.TestRelay.eventuallyEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.tls.TlsException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fleets whose certificates are of one authority, and relays that do not speak TLS at all. */
class FleetsTest {
  @TempDir Path folder;
  private final TestAuthority company = new TestAuthority("company");
  private final Tls tls =
      new Tls(new SimpleMeterRegistry(), InstantSource.system(), new SecureRandom(), Tls.USUAL);
  private final SaidLines said = new SaidLines(Complaints.class);

  @BeforeEach
  void listen() {
    said.begin();
  }

  @AfterEach
  void end() {
    said.end();
    tls.close();
  }

  private Security of(String name, String... fleets) throws TlsException {
    return tls.peers(
            name, company.certifyFor(name, fleets).write(folder, name, company.write(folder)))
        ::secured;
  }

  /** Two relays that dial each other. */
  private TestRelay start(String name, Security security, int peer) {
    return new TestRelay(name, folder, 0, security, TestRelay.at(peer));
  }

  @Test
  void relaysOfOneFleetReplicate() throws Exception {
    try (TestRelay one = new TestRelay("one", folder, 0, of("a1", "a"));
        TestRelay other = start("other", of("a2", "a"), one.replication.port())) {
      one.put("s", "k", 1, "1");
      other.put("t", "k", 1, "2");
      eventuallyEqual("s", one.get("s"), List.of(one, other));
      eventuallyEqual("t", other.get("t"), List.of(one, other));
      assertThat(one.replication.refused() + other.replication.refused()).isZero();
    }
  }

  @Test
  void fleetsOfOneAuthorityDoNotMix() throws Exception {
    try (TestRelay one = new TestRelay("one", folder, 0, of("a", "a"));
        TestRelay other = start("other", of("b", "b"), one.replication.port())) {
      assertThatTheyDoNotMix(one, other);
      eventually(
          "who dialled says why",
          () ->
              said.has(
                  "No link to the relay at 127.0.0.1:", "fleet a, and this relay of the fleet b"));
      eventually(
          "who was dialled says that it was refused",
          () -> said.has("No link with 127.0.0.1: it refuses this relay", "another fleet"));
    }
  }

  @Test
  void whoNamesNoFleetIsNotOfOne() throws Exception {
    try (TestRelay one = new TestRelay("one", folder, 0, of("a", "a"));
        TestRelay nameless = start("nameless", of("n"), one.replication.port())) {
      assertThatTheyDoNotMix(one, nameless);
      eventually(
          "it says why",
          () ->
              said.has(
                  "No link with 127.0.0.1", "names no fleet, and this relay is of the fleet a"));
      eventually(
          "the other says that it was refused",
          () -> said.has("No link to the relay at 127.0.0.1:", "it refuses this relay"));
    }
  }

  @Test
  void aPlainRelayAndOneWithTlsSayWhatIsWrong() throws Exception {
    try (TestRelay secured = new TestRelay("secured", folder, 0, of("a", "a"));
        TestRelay plain = start("plain", Security.NONE, secured.replication.port())) {
      assertThatTheyDoNotMix(secured, plain);
      eventually("one has no TLS", () -> said.has("No link with 127.0.0.1: it speaks no TLS"));
      eventually(
          "the other has",
          () -> said.has("No link to the relay at 127.0.0.1:", "it speaks TLS, and this relay"));
    }
  }

  @Test
  void aRelayWithTlsDoesNotTakeFromAPlainOne() throws Exception {
    try (TestRelay plain = new TestRelay("plain", folder, 0);
        TestRelay secured = start("secured", of("a", "a"), plain.replication.port())) {
      assertThatTheyDoNotMix(plain, secured);
      eventually(
          "one has TLS", () -> said.has("No link with 127.0.0.1: it speaks TLS, and this relay"));
      eventually(
          "the other has none",
          () -> said.has("No link to the relay at 127.0.0.1:", "do both speak TLS?"));
    }
  }

  @Test
  void theSameIsNotSaidAgainAndAgain() throws Exception {
    try (TestRelay one = new TestRelay("one", folder, 0, of("a", "a"));
        TestRelay other = start("other", of("b", "b"), one.replication.port())) {
      eventually("it was tried often", () -> other.replication.refused() > 3);
      assertThat(said.lines()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(4);
      assertThat(one.replication.takers()).isZero();
    }
  }

  @Test
  void aCertificateOfTwoFleetsIsOfNone() {
    assertThatThrownBy(() -> of("ab", "a", "b")).hasMessageContaining("more than one fleet");
    assertThatThrownBy(() -> of("none", "")).hasMessageContaining("fleet is not a name");
  }

  private static void assertThatTheyDoNotMix(TestRelay one, TestRelay other) {
    one.put("ones", "k", 1, "1");
    other.put("others", "k", 1, "1");
    eventually("it has given up", () -> other.replication.waitingFor().isEmpty());
    eventually(
        "both have refused",
        () -> one.replication.refused() > 0 && other.replication.refused() > 0);
    assertThat(one.get("others")).isEqualTo(one.get("nothing"));
    assertThat(other.get("ones")).isEqualTo(other.get("nothing"));
    assertThat(other.replication.peers()).noneMatch(PeerReport::connected);
  }
}

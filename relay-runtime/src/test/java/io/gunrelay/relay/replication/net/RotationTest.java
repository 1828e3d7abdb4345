package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static io.gunrelay.relay.replication.net.TestRelay.eventuallyEqual;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TestAuthority.Certified;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.tls.TlsException;
import io.gunrelay.relay.tls.TlsFiles;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and authorities that change while relays are linked and take puts. */
class RotationTest {
  private static final String FLEET = "fleet";

  @TempDir Path folder;
  private final TestAuthority old = new TestAuthority("old");
  private final TestAuthority young = new TestAuthority("young");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SaidLines said = new SaidLines(Acquaintance.class);

  /** One relay's files, as in a volume of a Secret. */
  private final class Mounted {
    private final Path own;
    private int versions;

    Mounted(String name) throws IOException {
      own = Files.createDirectory(folder.resolve(name + "-tls"));
      swap(old, old.pem());
      for (String file : List.of("tls.crt", "tls.key", "ca.crt")) {
        Files.createSymbolicLink(own.resolve(file), Path.of("..data", file));
      }
    }

    /** A new certificate, and these authorities. */
    void swap(TestAuthority by, String authorities) throws IOException {
      Path data = Files.createDirectory(own.resolve(".." + versions++));
      Certified certified = by.certifyFor("relay" + versions, FLEET);
      Files.writeString(data.resolve("tls.crt"), certified.certificatePem());
      Files.writeString(data.resolve("tls.key"), certified.keyPem());
      Files.writeString(data.resolve("ca.crt"), authorities);
      Path link = Files.createSymbolicLink(own.resolve("..next"), data.getFileName());
      Files.move(link, own.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    Security security(Tls tls) throws TlsException {
      return tls.peers(
              own.getFileName().toString(),
              new TlsFiles(
                  own.resolve("tls.crt").toString(),
                  own.resolve("tls.key").toString(),
                  own.resolve("ca.crt").toString()))
          ::secured;
    }
  }

  @Test
  void linksLiveOnAndNewOnesAreMadeThroughoutARotationOfTheAuthority() throws Exception {
    Mounted ones = new Mounted("one");
    Mounted others = new Mounted("other");
    String both = old.pem() + young.pem();
    said.begin();
    try (Tls tls =
            new Tls(registry, InstantSource.system(), new SecureRandom(), Duration.ofMillis(20));
        Joining joining = new Joining(ones.security(tls), others.security(tls))) {
      rotate(joining, List.of(ones, others), old, old.pem());
      rotate(joining, List.of(ones, others), old, both);
      rotate(joining, List.of(ones, others), young, both);
      rotate(joining, List.of(ones, others), young, young.pem());

      joining.assertThatNothingIsMissing();
      assertThat(linksTo("other")).as("its one link was never lost").isEqualTo(1);
      assertThat(linksTo("one")).isEqualTo(1 + joining.joined);
      joining.assertThatItIsRefused(new Mounted("late").security(tls));
    } finally {
      said.end();
    }
  }

  /** One relay after the other, as kubelets do. */
  private void rotate(
      Joining joining, List<Mounted> relays, TestAuthority leavesOf, String authorities)
      throws Exception {
    for (Mounted relay : relays) {
      double before = reloads();
      relay.swap(leavesOf, authorities);
      eventually("it has read them", () -> reloads() > before);
      joining.join();
    }
  }

  private double reloads() {
    return registry.find("gunrelay.tls.reloads").tag("result", "used").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private long linksTo(String name) {
    return said.lines().stream()
        .filter(line -> line.startsWith("replicating from " + name + " at"))
        .count();
  }

  /** Two linked relays, puts at one of them, and further relays that come and go. */
  private final class Joining implements AutoCloseable {
    private final Security others;
    private final TestRelay one;
    private final TestRelay other;
    private final Thread writer = Thread.ofVirtual().unstarted(this::write);
    private volatile boolean enough;
    private volatile int written;
    private int joined;

    Joining(Security ones, Security others) {
      this.others = others;
      one = new TestRelay("one", folder, 0, ones);
      other = new TestRelay("other", folder, 0, others, one.address());
      eventually("they are linked", () -> linksTo("other") == 1 && linksTo("one") == 1);
      writer.start();
    }

    private void write() {
      for (int next = 0; !enough; next++) {
        one.put("s" + next, "k", 1, "1");
        written = next + 1;
        LockSupport.parkNanos(1_000_000);
      }
    }

    /** A relay with the other's present certificate is let in, and filled. */
    void join() {
      String name = "joins-" + joined++;
      int before = written;
      eventually("puts go on", () -> written > before + 1);
      try (TestRelay relay = new TestRelay(name, folder, 0, others, one.address())) {
        eventuallyEqual("s" + before, one.get("s" + before), List.of(relay, other));
        eventually("both ways", () -> linksTo(name) == 1);
      }
    }

    void assertThatNothingIsMissing() {
      stop();
      for (int i = 0; i < written; i++) {
        eventuallyEqual("s" + i, "s%d.k=1@1".formatted(i), List.of(other));
      }
    }

    private void stop() {
      enough = true;
      eventually("the last put is done", () -> !writer.isAlive());
    }

    void assertThatItIsRefused(Security late) {
      try (TestRelay relay = new TestRelay("late", folder, 0, late, one.address())) {
        eventually("it is refused", () -> one.replication.refused() > 0);
        assertThat(relay.get("s1")).isEqualTo(relay.get("nothing"));
      }
    }

    @Override
    public void close() {
      stop();
      other.close();
      one.close();
    }
  }
}

package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

  @Test
  void aRegionIsAsSilentAsTheRelayOfItThatWasHeardLast() {
    assertThat(
            contacts(
                peer("east", NOW.minusMillis(9_000)),
                peer("east", NOW.minusMillis(700)),
                peer("north", NOW.minusMillis(3_000))))
        .containsExactly(new RegionContact("east", 700), new RegionContact("north", 3_000));
  }

  @Test
  void relaysOfItsOwnRegionAndThoseThatNeverSaidAnythingAreLeftOut() {
    assertThat(contacts(peer("west", NOW), peer(null, NOW), peer("east", null))).isEmpty();
  }

  @Test
  void whoIsHeardInTheFutureIsHeardNow() {
    assertThat(contacts(peer("east", NOW.plusMillis(5))))
        .containsExactly(new RegionContact("east", 0));
  }

  private static List<RegionContact> contacts(PeerReport... peers) {
    return new Contacts(() -> List.of(peers), "west", InstantSource.fixed(NOW)).now();
  }

  private static PeerReport peer(@Nullable String region, @Nullable Instant heard) {
    return new PeerReport(
        "10.0.0.1:8766",
        true,
        heard,
        null,
        new PeerLink(PeerLink.State.LINKED, region, null, null));
  }
}

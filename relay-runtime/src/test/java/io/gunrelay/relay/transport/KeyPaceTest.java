package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.gunrelay.relay.limits.Rate;
import io.gunrelay.relay.sea.Author;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What may be done with one pair of keys, and by whom. The clock stands still. */
class KeyPaceTest {
  private static final LimitSettings ONE_PUT =
      new LimitSettings(
          Rates.NONE,
          Rates.NONE,
          new Rates(Rate.UNLIMITED, new Rate(1), Rate.UNLIMITED),
          0,
          0,
          0,
          0,
          0,
          0);

  @Test
  void whatIsChangedInAUsersSpaceIsLimitedByItsKey() throws IOException {
    Author alice = new Author();
    try (PortFixture relay = PaceTest.relay(ONE_PUT);
        RawClient client = relay.open()) {
      for (int i = 0; i < 10; i++) {
        client.text(CheckpointTest.put("p" + i, alice.put(alice.soul(), "k" + i, 1, "1")));
        assertThat(client.readText()).contains("\"@\":\"p" + i + "\",\"ok\"");
      }
      client.text(CheckpointTest.put("p10", alice.put(alice.soul(), "k10", 1, "1")));
      assertThat(client.readText())
          .contains(PaceTest.COMPLAINT, "1 messages a second of one pair of keys");
      assertThat(relay.limited("key", "messages", "slowed")).isEqualTo(1);
    }
  }

  @Test
  void nobodyUsesUpWhatAnothersKeyMayDo() throws IOException {
    Author alice = new Author();
    Author eve = new Author();
    String old = CheckpointTest.put("%s", alice.put(alice.soul(), "old", 1, "1"));
    try (PortFixture relay = PaceTest.relay(ONE_PUT);
        RawClient client = relay.open();
        RawClient stranger = relay.open()) {
      client.text(old.formatted("first"));
      assertThat(client.readText()).contains("\"@\":\"first\",\"ok\"");
      for (int i = 0; i < 30; i++) {
        stranger.text(old.formatted("replay" + i));
        assertThat(stranger.readText()).contains("\"@\":\"replay" + i + "\",\"ok\"");
        stranger.text(CheckpointTest.put("forged" + i, eve.put(alice.soul(), "k", i, "1")));
        assertThat(stranger.readText()).contains("\"@\":\"forged" + i + "\",\"err\"");
      }
      client.text(CheckpointTest.put("last", alice.put(alice.soul(), "new", 1, "1")));
      assertThat(client.readText()).contains("\"@\":\"last\",\"ok\"");
      assertThat(relay.limited("key", "messages", "told")).isZero();
    }
  }
}

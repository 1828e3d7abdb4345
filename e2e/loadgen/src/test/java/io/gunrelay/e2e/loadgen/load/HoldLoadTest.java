package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.loadgen.TinyRelay;
import io.gunrelay.e2e.loadgen.TinyRelay.Deed;
import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.Endpoint;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldLoadTest {
  private static final HoldLoad.Settings SIX_IN_ROOMS_OF_THREE =
      new HoldLoad.Settings(6, 3, 50, 2.5, 1, 32, "run");

  @Test
  void clientsHearTheirRoomAndDialAgainWhenTheRelayHangsUp() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> put == 10 ? Deed.HANG_UP : Deed.TAKE);
        Clients clients = clients(relay);
        HoldLoad load = new HoldLoad(clients, SIX_IN_ROOMS_OF_THREE)) {
      List<HoldLoad.Report> reports = new ArrayList<>();
      HoldLoad.Report last = load.run(reports::add, () -> false);

      assertThat(last.open()).isEqualTo(6);
      assertThat(last.lost()).isEqualTo(1);
      assertThat(last.dialledMost()).isEqualTo(1);
      assertThat(last.acknowledged()).isGreaterThan(50);
      assertThat(last.deliveries()).isGreaterThan(last.acknowledged());
      assertThat(reports).hasSizeGreaterThan(1);
    }
  }

  @Test
  void inTheEndAllAreConnectedAndUpToDate() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay);
        HoldLoad load = new HoldLoad(clients, SIX_IN_ROOMS_OF_THREE)) {
      load.run(report -> {}, () -> false);

      Standing standing = load.standing(10);

      assertThat(standing).isEqualTo(new Standing(6, 6, 6, 6, 0, List.of()));
      assertThat(standing.isGood()).isTrue();
    }
  }

  @Test
  void whatWasAcknowledgedAndIsNotStoredIsSaidToBeMissing() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> put > 50 ? Deed.ACKNOWLEDGE_BUT_LOSE : Deed.TAKE);
        Clients clients = clients(relay);
        HoldLoad load = new HoldLoad(clients, SIX_IN_ROOMS_OF_THREE)) {
      load.run(report -> {}, () -> false);

      Standing standing = load.standing(0.1);

      assertThat(standing.missing()).isEqualTo(6);
      assertThat(standing.examples()).hasSize(6).first().asString().contains("run/room", "lacks");
      assertThat(standing.isGood()).isFalse();
    }
  }

  @Test
  void itEndsWhenThatIsEnough() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay);
        HoldLoad load =
            new HoldLoad(clients, new HoldLoad.Settings(1, 1, 50, 3_600, 0.1, 32, "run"))) {
      List<HoldLoad.Report> reports = new ArrayList<>();
      HoldLoad.Report last = load.run(reports::add, () -> reports.size() == 3);

      assertThat(last.atSeconds()).isLessThan(3_600);
    }
  }

  private static Clients clients(TinyRelay relay) {
    return new Clients(Endpoint.of(relay.url()), new MessageIds(new Random()), 1);
  }
}

package io.gunrelay.relay.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistantConfirmationsTest {
  private static final Origin OWN = new Origin(1, 1);

  private final List<String> told = new ArrayList<>();
  private final DistantConfirmations distant = new DistantConfirmations(2);

  @Test
  void noMorePutsWaitThanThereIsRoomFor() {
    await("first", 1);
    await("second", 2);
    await("third", 3);
    assertThat(told).singleElement().asString().startsWith("third refused").contains("too many");
    assertThat(distant.waiting()).isEqualTo(2);
  }

  @Test
  void whoNeedNotWaitIsToldHoweverManyDo() {
    await("first", 8);
    await("second", 9);
    DistantConfirmations.Link link = distant.opened("east", vector(5));
    await("third", 4);
    assertThat(told).containsExactly("third covered");
    link.confirmed(vector(8));
    assertThat(told).containsExactly("third covered", "first covered");
  }

  @Test
  void whoseWordCountsMayChange() {
    DistantConfirmations.Link east = distant.opened("east", vector(5));
    distant.waitFor(Optional.of("north"));
    await("first", 5);
    assertThat(told).isEmpty();
    distant.waitFor(Optional.of("east"));
    assertThat(told).containsExactly("first covered");
    east.close();
  }

  @Test
  void whatIsNobodysAnyMoreIsNotWaitedFor() {
    await("first", 5);
    distant.retired(Set.of(OWN));
    assertThat(told).singleElement().asString().startsWith("first refused");
  }

  private void await(String name, long sequence) {
    distant.await(
        vector(sequence),
        new Coverage.Receipt() {
          @Override
          public void covered() {
            told.add(name + " covered");
          }

          @Override
          public void refused(String reason) {
            told.add(name + " refused: " + reason);
          }
        });
  }

  private static VersionVector vector(long sequence) {
    return VersionVector.of(Map.of(OWN, sequence));
  }
}

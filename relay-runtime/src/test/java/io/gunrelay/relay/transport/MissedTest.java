package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Update;
import io.gunrelay.relay.limits.ClientLimits;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MissedTest {
  private static final Bytes MESSAGE = Bytes.utf8("an update");

  private final AtomicLong held = new AtomicLong();
  private final Missed missed = new Missed(held::addAndGet);

  @Test
  void aKeyIsRememberedOnceHoweverOftenItChanges() {
    for (int i = 0; i < 10_000; i++) {
      missed.add(update(new Mark("b", "k" + i % 3), new Mark("a", "k")), false);
    }
    assertThat(missed.properties())
        .containsExactly(
            new Mark("a", "k"), new Mark("b", "k0"), new Mark("b", "k1"), new Mark("b", "k2"));
  }

  @Test
  void tooManyKeysAreRememberedByTheirNodes() {
    missed.add(update(marks(0, Missed.MAX_MARKS + 1, 10)), false);
    assertThat(missed.detail()).isEqualTo(Missed.Detail.NODES);
    assertThat(missed.size()).isEqualTo(10);

    missed.add(update(new Mark("another", "k")), true);

    assertThat(missed.concerns("s3")).isTrue();
    assertThat(missed.concerns("another")).isTrue();
    assertThat(missed.concerns("s10")).isFalse();
    assertThat(held).hasValue(0);
  }

  @Test
  void tooManyNodesAreRememberedAsAnything() {
    missed.add(update(marks(0, 2 * Missed.MAX_MARKS, 2 * Missed.MAX_MARKS)), false);
    assertThat(missed.detail()).isEqualTo(Missed.Detail.ANYTHING);
    assertThat(missed.size()).isZero();
    assertThat(missed.concerns("whatever")).isTrue();
  }

  @Test
  void theNewestUpdateOfEachKeyIsKeptInTheOrderInWhichTheyCame() {
    Parcel both = update(new Mark("a", "k"), new Mark("a", "l"));
    Parcel older = update(new Mark("b", "k"));
    Parcel newer = update(new Mark("b", "k"));
    Parcel one = update(new Mark("a", "k"));
    Stream.of(older, both, newer, one).forEach(update -> missed.add(update, true));

    assertThat(missed.updates()).containsExactly(both, newer, one);
    assertThat(missed.properties()).isEmpty();
    assertThat(held).hasValue(3L * MESSAGE.size());

    missed.forgetUpdates();
    assertThat(held).hasValue(0);
  }

  @Test
  void anUpdateOfSeveralKeysIsKeptOnce() {
    Parcel update = update(marks(0, 5, 1));
    missed.add(update, true);
    assertThat(missed.updates()).containsExactly(update);
    assertThat(held).hasValue(MESSAGE.size());
  }

  @Test
  void whatThereIsNoRoomForIsMarkedOnly() {
    missed.add(update(new Mark("a", "k")), true);
    missed.add(update(new Mark("a", "l")), false);
    assertThat(missed.updates()).isEmpty();
    assertThat(missed.properties()).containsExactly(new Mark("a", "k"), new Mark("a", "l"));
    assertThat(held).hasValue(0);
  }

  @Test
  void noMoreIsKeptThanOneClientMay() {
    Bytes large = Bytes.utf8("x".repeat(ClientLimits.KEPT_UPDATE_BYTES / 2));
    IntStream.range(0, 10).forEach(i -> missed.add(update(large, new Mark("a", "k" + i)), true));
    assertThat(missed.updates()).hasSize(2);
    assertThat(missed.properties()).hasSize(8);
  }

  private static Mark[] marks(int from, int to, int souls) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Mark("s" + i % souls, "k" + i))
        .toArray(Mark[]::new);
  }

  private static Parcel update(Mark... marks) {
    return update(MESSAGE, marks);
  }

  private static Parcel update(Bytes message, Mark... marks) {
    List<Delta> changes =
        Stream.of(marks).map(mark -> new Delta(mark.soul(), mark.key(), 1, MESSAGE)).toList();
    return Parcel.of(new Update(changes, message));
  }
}

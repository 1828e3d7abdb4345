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
  void ofTheUpdatesOfAKeyTheNewestIsKept() {
    Newest ofKey = new Newest(news(MESSAGE, new Mark("b", "k")));
    Parcel both = update(new Mark("a", "k"), new Mark("b", "k"));
    Parcel older = follow(ofKey, new Mark("b", "k"));
    Parcel another = update(new Mark("a", "k"));
    Parcel newer = follow(ofKey, new Mark("b", "k"));
    Stream.of(older, both, another, newer).forEach(update -> missed.add(update, true));

    assertThat(missed.updates()).containsExactly(both, another, newer);
    assertThat(missed.properties()).isEmpty();
    assertThat(held).hasValue(3L * (MESSAGE.size() + Parcel.REFERENCE_BYTES));

    missed.forgetUpdates();
    assertThat(held).hasValue(0);
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
    Bytes large = Bytes.utf8("x".repeat(ClientLimits.KEPT_UPDATE_BYTES / 4));
    IntStream.range(0, 10)
        .forEach(i -> {
          missed.add(update(large, new Mark("a", "k" + i)), true);
          assertThat(held.get()).isLessThan(ClientLimits.KEPT_UPDATE_BYTES + 100);
        });
    assertThat(missed.properties().size() + missed.updates().size()).isEqualTo(10);
  }

  @Test
  void aKeyThatChangesForEverTakesBoundedMemoryAndIsNeverMarked() {
    Newest ofKey = new Newest(news(MESSAGE, new Mark("a", "k")));
    for (int i = 0; i < 100_000; i++) {
      missed.add(follow(ofKey, new Mark("a", "k")), true);
      assertThat(held.get()).isLessThan(2L * ClientLimits.KEPT_UPDATE_BYTES);
    }
    assertThat(missed.updates()).hasSize(1);
    assertThat(missed.properties()).isEmpty();
  }

  @Test
  void updatesThatWereKeptCountWhereLessExactlyIsRemembered() {
    missed.add(update(new Mark("kept", "k")), true);
    missed.coarsen();
    assertThat(missed.detail()).isEqualTo(Missed.Detail.NODES);
    assertThat(missed.concerns("kept")).isTrue();
    missed.coarsen();
    assertThat(missed.detail()).isEqualTo(Missed.Detail.ANYTHING);
    assertThat(held).hasValue(0);
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
    return Parcel.of(news(message, marks), null);
  }

  private static Parcel follow(Newest newest, Mark mark) {
    Update update = news(MESSAGE, mark);
    newest.is(update);
    return Parcel.of(update, newest);
  }

  private static Update news(Bytes message, Mark... marks) {
    List<Delta> changes =
        Stream.of(marks).map(mark -> new Delta(mark.soul(), mark.key(), 1, MESSAGE)).toList();
    return new Update(changes, message);
  }
}

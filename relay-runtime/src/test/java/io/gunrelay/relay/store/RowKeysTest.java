package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowKeysTest {
  @Property
  void everySoulAndKeyIsReadBackAsItWas(@ForAll("names") String soul, @ForAll("names") String key) {
    byte[] row = RowKeys.property(soul, key);
    assertThat(RowKeys.soul(row)).isEqualTo(soul);
    assertThat(RowKeys.key(row)).isEqualTo(key);
  }

  @Property
  void rowsSortBySoulAndThenByKeyAsJavaScriptSortsStrings(
      @ForAll("names") String soul,
      @ForAll("names") String key,
      @ForAll("names") String otherSoul,
      @ForAll("names") String otherKey) {
    int expected = soul.equals(otherSoul) ? key.compareTo(otherKey) : soul.compareTo(otherSoul);
    int actual =
        Arrays.compareUnsigned(RowKeys.property(soul, key), RowKeys.property(otherSoul, otherKey));
    assertThat(Integer.signum(actual)).isEqualTo(Integer.signum(expected));
  }

  @Property
  void aNodesRowsAreThoseThatBeginWithItsPrefix(
      @ForAll("names") String soul,
      @ForAll("names") String otherSoul,
      @ForAll("names") String key) {
    assertThat(RowKeys.startsWith(RowKeys.property(otherSoul, key), RowKeys.node(soul)))
        .isEqualTo(soul.equals(otherSoul));
  }

  @Property
  void deferredPutsSortByTimeAndAreReadBackAsTheyWere(
      @ForAll("names") String soul, @ForAll double state, @ForAll double otherState) {
    Write.Deferred deferred = deferred(soul, state, 7);
    Write.Deferred other = deferred("other", otherState, 3);
    byte[] row = DeferredRows.key(deferred);
    assertThat(DeferredRows.read(row, deferred.value().array())).isEqualTo(deferred);
    if (state < otherState) {
      assertThat(Arrays.compareUnsigned(row, DeferredRows.key(other))).isNegative();
    }
  }

  /** From few characters, so that names often share a beginning; lone surrogates among them. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("\u0000\u0001\u0002aA\u007f\u0080\u07ff\u0800\uD83D\uDE00\uFFFF")
        .ofMaxLength(5);
  }

  private static Write.Deferred deferred(String soul, double state, long number) {
    return new Write.Deferred(soul, "key", state, number, Bytes.utf8("1"));
  }
}

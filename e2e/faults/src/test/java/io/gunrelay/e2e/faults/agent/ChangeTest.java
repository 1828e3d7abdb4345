package io.gunrelay.e2e.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeTest {

  static Stream<Change> all() {
    return Arrays.stream(Fault.values()).flatMap(fault -> fault.changes().stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theRelayHasTheMethodThatIsChangedAndStillIsInOrder(Change change) throws IOException {
    byte[] original = classOfTheRelay(change.type());

    byte[] changed = change.in(original);

    assertThat(changed).isNotEqualTo(original);
    assertThat(ClassFile.of().verify(changed)).isEmpty();
    assertThat(ClassFile.of().parse(changed).methods())
        .hasSameSizeAs(ClassFile.of().parse(original).methods());
  }

  @Test
  void aMethodThatIsGoneIsSaidSo() throws IOException {
    var change = new Change("io/gunrelay/relay/store/RocksDisk", "gone", Change.Way.DELAYED);
    byte[] original = classOfTheRelay(change.type());

    assertThatThrownBy(() -> change.in(original))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "io/gunrelay/relay/store/RocksDisk has not one method gone: name another one in Fault");
  }

  @Test
  void somePutsAreRefusedAndOthersAreNot() {
    var answers = Stream.generate(Deeds::refusal).limit(1_000).distinct().toList();

    assertThat(answers)
        .hasSize(2)
        .extracting(answer -> answer.isPresent())
        .containsAll(List.of(true, false));
  }

  private static byte[] classOfTheRelay(String type) throws IOException {
    try (InputStream from =
        Objects.requireNonNull(
            ChangeTest.class.getClassLoader().getResourceAsStream(type + ".class"))) {
      return from.readAllBytes();
    }
  }
}

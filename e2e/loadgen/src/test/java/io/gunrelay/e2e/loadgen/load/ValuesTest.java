package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({"0, 64", "7, 8", "2147483647, 5", "123, 1000"})
  void aValueHasItsLengthAndGivesItsNumberBack(int number, int length) {
    String value = Values.of(number, length);

    assertThat(value.length()).isEqualTo(Math.max(length, (number + ".").length()));
    assertThat(numberOf(value)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "12", "x.", "2147483648.", "1x."})
  void anotherValueHasNoNumber(String value) {
    assertThat(numberOf(value)).isEqualTo(-1);
  }

  private static int numberOf(String value) {
    byte[] put = Requests.put("a", "s", "k", 1, value).getBytes(StandardCharsets.UTF_8);
    List<Integer> numbers = new ArrayList<>();
    Message.each(
        put,
        0,
        put.length,
        message -> message.eachValue((soul, key, slice) -> numbers.add(Values.number(slice))));
    return numbers.getFirst();
  }
}

package io.gunrelay.relay.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-1.5, -1.5",
    "1e21, 1e+21",
    "1e20, 100000000000000000000",
    "123456789012345680000, 123456789012345680000",
    "1.5e300, 1.5e+300",
    "1e-6, 0.000001",
    "1e-7, 1e-7",
    "1.25e-7, 1.25e-7",
    "0.1, 0.1",
    "1700000000000.001, 1700000000000.001",
    "9007199254740993, 9007199254740992",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-1e-9, -1e-9"
  })
  void aNumberIsPrintedAsJavaScriptPrintsIt(double number, String text) {
    assertThat(JsNumber.text(number)).isEqualTo(text);
  }

  @Property
  void whatIsPrintedReadsBackAsTheSameNumber(@ForAll long bits) {
    double number = Double.longBitsToDouble(bits);
    if (Double.isFinite(number)) {
      assertThat(Double.parseDouble(JsNumber.text(number)) + 0.0).isEqualTo(number + 0.0);
    }
  }
}

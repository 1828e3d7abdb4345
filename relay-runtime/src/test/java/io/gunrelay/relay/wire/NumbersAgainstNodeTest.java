package io.gunrelay.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.relay.bytes.JsNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node prints and reads the same numbers. */
class NumbersAgainstNodeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OF_EACH_KIND = 10_000;

  @TempDir Path folder;

  @Test
  void numbersArePrintedAndReadAsJavaScriptDoes() throws IOException, InterruptedException {
    Random random = new Random(20_260_103);
    List<Double> numbers = numbers(random);
    List<String> texts = texts(random);

    JsonNode node = askNode(numbers, texts);

    for (int i = 0; i < numbers.size(); i++) {
      assertThat(JsNumber.text(numbers.get(i)))
          .as("of the bits %x", Double.doubleToRawLongBits(numbers.get(i)))
          .isEqualTo(node.at("/texts/" + i).textValue());
    }
    for (int i = 0; i < texts.size(); i++) {
      assertThat(bits(read(texts.get(i))))
          .as(texts.get(i))
          .isEqualTo(node.at("/bits/" + i).textValue());
    }
  }

  private static List<Double> numbers(Random random) {
    List<Double> numbers = new ArrayList<>(List.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE));
    for (int power = -330; power <= 308; power++) {
      double ten = Double.parseDouble("1e" + power);
      numbers.addAll(List.of(ten, -ten, Math.nextUp(ten), Math.nextDown(ten)));
    }
    for (int power = -1074; power <= 1023; power++) {
      double two = Math.scalb(1.0, power);
      numbers.addAll(List.of(two, Math.nextUp(two), Math.nextDown(two)));
    }
    for (int i = 0; i < OF_EACH_KIND; i++) {
      numbers.add(Double.longBitsToDouble(random.nextLong()));
      // States as gun.js makes them.
      numbers.add(1.7e12 + random.nextInt() + random.nextInt(999) / 999.0);
      numbers.add((double) (random.nextLong() >> random.nextInt(64)));
      numbers.add(random.nextInt(1_000_000) / Math.pow(10, random.nextInt(12)));
    }
    numbers.removeIf(number -> !Double.isFinite(number));
    return numbers;
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < OF_EACH_KIND; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
      text.append(random.nextInt(4) == 0 ? "0" : digits(random, 1 + random.nextInt(20)));
      if (random.nextInt(3) > 0) {
        text.append('.').append(random.nextInt(10)).append(digits(random, random.nextInt(20)));
      }
      texts.add(text.toString());
      String sign = random.nextBoolean() ? "-" : random.nextBoolean() ? "+" : "";
      texts.add(text + (random.nextBoolean() ? "e" : "E") + sign + random.nextInt(345));
    }
    return texts;
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(i == 0 ? 1 : 0, 10));
    }
    return digits.toString();
  }

  private static double read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      return new JsonCursor(bytes, 0, bytes.length).number();
    } catch (NotJsonException notJson) {
      throw new AssertionError(text, notJson);
    }
  }

  private static String bits(double number) {
    return Long.toHexString(Double.doubleToRawLongBits(number));
  }

  private JsonNode askNode(List<Double> numbers, List<String> texts)
      throws IOException, InterruptedException {
    Path script = folder.resolve("numbers.cjs");
    try (InputStream source = NumbersAgainstNodeTest.class.getResourceAsStream("numbers.cjs")) {
      Files.copy(source, script);
    }
    ObjectNode question = JSON.createObjectNode();
    numbers.forEach(number -> question.withArray("bits").add(bits(number)));
    texts.forEach(text -> question.withArray("texts").add(text));
    Process node =
        new ProcessBuilder("node", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = node.getOutputStream()) {
      in.write(JSON.writeValueAsString(question).getBytes(StandardCharsets.UTF_8));
    }
    JsonNode answer = JSON.readTree(node.getInputStream());
    assertThat(node.waitFor()).isZero();
    return answer;
  }
}

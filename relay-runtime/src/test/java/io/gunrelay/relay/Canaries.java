package io.gunrelay.relay;

import io.gunrelay.relay.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is looked for in heaps of bytes, in every form in which a program might keep it: UTF-8,
 * UTF-16, base64 wherever the text may begin in a larger one, hexadecimal, and of numbers the eight
 * bytes of a double, too.
 */
final class Canaries {
  private record Form(String name, Bytes bytes) {}

  private final Map<Integer, List<Form>> formsByBeginning = new HashMap<>();

  /**
   * @param name by which it is reported
   * @param text long and odd enough to stand nowhere by chance
   */
  void add(String name, String text) {
    List<byte[]> plain =
        List.of(
            text.getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.UTF_16LE),
            text.getBytes(StandardCharsets.UTF_16BE));
    for (byte[] bytes : plain) {
      form(name, bytes);
      form(name, HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
      for (int before = 0; before < 3; before++) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        String base64 = Base64.getEncoder().encodeToString(padded);
        // What neighbours have a part in is left out.
        String own = base64.substring(before == 0 ? 0 : 4, base64.length() - 4);
        form(name, own.getBytes(StandardCharsets.US_ASCII));
        form(name, own.replace('+', '-').replace('/', '_').getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** Adds a number, which JavaScript prints as {@code text}. */
  void add(String name, double number, String text) {
    add(name, text);
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      form(name, ByteBuffer.allocate(Double.BYTES).order(order).putDouble(number).array());
    }
  }

  /** Which of them are in there. */
  Set<String> in(byte[] heap) {
    Set<String> found = new TreeSet<>();
    int beginning = 0;
    for (int i = 0; i < heap.length; i++) {
      beginning = (beginning << 8) | (heap[i] & 0xFF);
      List<Form> forms = i < 3 ? null : formsByBeginning.get(beginning);
      if (forms != null) {
        int from = i - 3;
        for (Form form : forms) {
          int to = from + form.bytes().size();
          byte[] bytes = form.bytes().array();
          if (to <= heap.length && Arrays.equals(heap, from, to, bytes, 0, bytes.length)) {
            found.add(form.name());
          }
        }
      }
    }
    return found;
  }

  private void form(String name, byte[] bytes) {
    int beginning = ByteBuffer.wrap(bytes).getInt();
    formsByBeginning
        .computeIfAbsent(beginning, any -> new ArrayList<>())
        .add(new Form(name, Bytes.wrap(bytes)));
  }
}

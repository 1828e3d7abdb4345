package io.gunrelay.relay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as OTLP's protobuf tells of it: field 1 of the request are resources, 2 of each scopes, 2
 * of each spans.
 */
record CollectedSpan(
    String trace, String id, String parent, String name, long beganNs, long endedNs) {
  static List<CollectedSpan> all(byte[] request) {
    List<CollectedSpan> spans = new ArrayList<>();
    for (byte[] resource : fields(request).getOrDefault(1, List.of())) {
      for (byte[] scope : fields(resource).getOrDefault(2, List.of())) {
        for (byte[] span : fields(scope).getOrDefault(2, List.of())) {
          spans.add(of(fields(span)));
        }
      }
    }
    return spans;
  }

  private static CollectedSpan of(Map<Integer, List<byte[]>> fields) {
    return new CollectedSpan(
        hex(fields, 1),
        hex(fields, 2),
        hex(fields, 4),
        new String(only(fields, 5), StandardCharsets.UTF_8),
        number(fields, 7),
        number(fields, 8));
  }

  private static String hex(Map<Integer, List<byte[]>> fields, int number) {
    return HexFormat.of().formatHex(only(fields, number));
  }

  private static long number(Map<Integer, List<byte[]>> fields, int number) {
    return ByteBuffer.wrap(only(fields, number)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static byte[] only(Map<Integer, List<byte[]>> fields, int number) {
    return fields.getOrDefault(number, List.of(new byte[0])).getFirst();
  }

  /** A message's fields by number; numbers of one or several bytes are left out. */
  private static Map<Integer, List<byte[]>> fields(byte[] message) {
    Map<Integer, List<byte[]>> fields = new TreeMap<>();
    ByteBuffer from = ByteBuffer.wrap(message);
    while (from.hasRemaining()) {
      long tag = varint(from);
      int length =
          switch ((int) tag & 7) {
            case 0 -> {
              varint(from);
              yield 0;
            }
            case 1 -> Long.BYTES;
            case 2 -> (int) varint(from);
            case 5 -> Integer.BYTES;
            default -> throw new IllegalArgumentException("no protobuf: tag " + tag);
          };
      byte[] value = new byte[length];
      from.get(value);
      fields.computeIfAbsent((int) tag >>> 3, any -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}

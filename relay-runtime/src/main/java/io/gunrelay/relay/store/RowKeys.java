package io.gunrelay.relay.store;

import java.util.Arrays;

/**
 * Souls and keys as row keys: they sort as JavaScript sorts strings, by UTF-16 code units, first by
 * soul and then by key; and every string has exactly one form, lone surrogates included.
 *
 * <p>Each code unit is written as UTF-8 writes the code point of that number, so surrogates take
 * three bytes each (CESU-8, Unicode Technical Report 26), which keeps the order. Byte 0 ends the
 * soul; U+0000 and U+0001 are written as 1 1 and 1 2.
 */
public final class RowKeys {
  private static final byte END = 0;
  private static final byte ESCAPE = 1;

  private RowKeys() {}

  /** The row key of one property. */
  public static byte[] property(String soul, String key) {
    int soulSize = size(soul);
    byte[] row = new byte[soulSize + 1 + size(key)];
    write(soul, row, 0);
    row[soulSize] = END;
    write(key, row, soulSize + 1);
    return row;
  }

  /** What the row keys of all properties of a node begin with. */
  static byte[] node(String soul) {
    return property(soul, "");
  }

  /** A key as it stands in a row key, after the soul. */
  static byte[] text(String key) {
    byte[] text = new byte[size(key)];
    write(key, text, 0);
    return text;
  }

  /** Where in a row key the property's name begins; the byte before ends the soul. */
  static int keyStart(byte[] row) {
    return end(row) + 1;
  }

  static boolean startsWith(byte[] row, byte[] prefix) {
    return row.length >= prefix.length
        && Arrays.equals(row, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The soul in a row key; throws {@link StoreException} or an index error if it is none. */
  public static String soul(byte[] row) {
    return read(row, 0, end(row));
  }

  /** The property's name in a row key; throws as {@link #soul} does. */
  public static String key(byte[] row) {
    return read(row, keyStart(row), row.length);
  }

  private static int end(byte[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] == END) {
        return i;
      }
    }
    throw new StoreException(
        StoreException.Problem.CORRUPT,
        "a row of the graph has no soul; restore the store or empty its folder");
  }

  private static int size(String text) {
    int size = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size += c >= 0x800 ? 2 : 1;
      } else if (c <= 1) {
        size++;
      }
    }
    return size;
  }

  private static void write(String text, byte[] to, int offset) {
    int at = offset;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= 1) {
        to[at++] = ESCAPE;
        to[at++] = (byte) (c + 1);
      } else if (c < 0x80) {
        to[at++] = (byte) c;
      } else if (c < 0x800) {
        to[at++] = (byte) (0xC0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      } else {
        to[at++] = (byte) (0xE0 | (c >> 12));
        to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
  }

  private static String read(byte[] row, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int b = row[at++] & 0xFF;
      if (b == ESCAPE) {
        text.append((char) (row[at++] - 1));
      } else if (b < 0x80) {
        text.append((char) b);
      } else if (b < 0xE0) {
        text.append((char) ((b & 0x1F) << 6 | (row[at++] & 0x3F)));
      } else {
        text.append((char) ((b & 0x0F) << 12 | (row[at] & 0x3F) << 6 | (row[at + 1] & 0x3F)));
        at += 2;
      }
    }
    return text.toString();
  }
}

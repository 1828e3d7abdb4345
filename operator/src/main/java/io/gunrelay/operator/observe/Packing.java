package io.gunrelay.operator.observe;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses texts that are much like one another. The first one is the dictionary of all that
 * follow, so that of these only what differs takes room (RFC 1950, preset dictionary). Safe for use
 * by several threads.
 */
final class Packing {

  private static final int BUFFER_BYTES = 8192;

  private final AtomicReference<byte @Nullable []> dictionary = new AtomicReference<>();

  /** Compresses; the argument may be kept and must not be changed afterwards. */
  byte[] pack(byte[] text) {
    var known = dictionary.get();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      if (known != null) {
        deflater.setDictionary(known);
      }
      deflater.setInput(text);
      deflater.finish();
      var packed = new ByteArrayOutputStream();
      var buffer = new byte[BUFFER_BYTES];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
      if (known == null) {
        dictionary.compareAndSet(null, text);
      }
    }
  }

  /**
   * Gives back what was packed here.
   *
   * @throws IllegalArgumentException if this was not packed here
   */
  byte[] unpack(byte[] packed) {
    var inflater = new Inflater();
    try {
      inflater.setInput(packed);
      var text = new ByteArrayOutputStream();
      var buffer = new byte[BUFFER_BYTES];
      while (!inflater.finished()) {
        var count = inflater.inflate(buffer);
        text.write(buffer, 0, count);
        if (count == 0 && !inflater.finished()) {
          provideDictionary(inflater);
        }
      }
      return text.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(e);
    } finally {
      inflater.end();
    }
  }

  private void provideDictionary(Inflater inflater) {
    var known = dictionary.get();
    if (known == null || !inflater.needsDictionary()) {
      throw new IllegalArgumentException("packed elsewhere, or cut short");
    }
    inflater.setDictionary(known);
  }
}

package io.gunrelay.relay.api.trial;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The client's end of a WebSocket (RFC 6455), over a stream that somebody else closes. */
final class WebSocketStream {
  private static final String ACCEPTING = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MOST_HEADER_BYTES = 16 << 10;
  private static final int MOST_MESSAGE_BYTES = 1 << 20;
  private static final int MOST_REFUSAL_BYTES = 256;

  /** How a relay that is well says that it has no place left. */
  private static final String FULL = "This relay serves as many clients as it may";

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int CONTROL = 8;

  private final DataInputStream in;
  private final OutputStream out;
  private final RandomGenerator random;

  WebSocketStream(InputStream in, OutputStream out, RandomGenerator random) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = out;
    this.random = random;
  }

  /**
   * Asks for the WebSocket.
   *
   * @return false if a relay answers that it is there, and has no place left for this client
   * @throws TrialException if something else is answered than a WebSocket
   */
  boolean open(Target target) throws IOException, TrialException {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    out.write(
        """
        GET %s HTTP/1.1\r
        Host: %s\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: %s\r
        User-Agent: gunrelay-trial\r
        \r
        """
            .formatted(target.path(), target.authority(), key)
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    String[] lines = header().split("\r\n", -1);
    String[] words = lines[0].split(" ", 3);
    if (!words[0].startsWith("HTTP/1.") || words.length < 2) {
      throw new TrialException("does not speak HTTP");
    }
    if (words[1].equals("429")
        || (words[1].equals("503") && refusal(length(lines)).startsWith(FULL))) {
      return false;
    }
    if (!words[1].equals("101")) {
      throw new TrialException(
          "answers with status %s instead of a WebSocket"
              .formatted(words[1].matches("\\d{3}") ? words[1] : "?"));
    }
    if (!accept(key).equals(value(lines, "sec-websocket-accept"))) {
      throw new TrialException("does not complete the handshake of a WebSocket");
    }
    return true;
  }

  private String header() throws IOException, TrialException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    int ending = 0;
    while (ending < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      if (header.size() == MOST_HEADER_BYTES) {
        throw new TrialException("does not speak HTTP");
      }
      header.write(next);
      ending = next == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : next == '\r' ? 1 : 0;
    }
    return header.toString(StandardCharsets.ISO_8859_1);
  }

  private static String value(String[] lines, String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  private static int length(String[] lines) {
    String length = value(lines, "content-length");
    return length.matches("\\d{1,6}") ? Integer.parseInt(length) : 0;
  }

  private String refusal(int length) throws IOException {
    return new String(in.readNBytes(Math.min(length, MOST_REFUSAL_BYTES)), StandardCharsets.UTF_8);
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPTING).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  void send(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void close() throws IOException {
    send(CLOSE, new byte[] {0x03, (byte) 0xE8});
  }

  private void send(int opcode, byte[] payload) throws IOException {
    byte[] mask = new byte[4];
    random.nextBytes(mask);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) (FINAL | opcode));
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    }
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % 4]));
    }
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }

  /** The next message. */
  String read() throws IOException, TrialException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      int first = in.readUnsignedByte();
      long length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      int opcode = first & 0x0F;
      if (opcode == CLOSE) {
        throw new TrialException("closes the WebSocket");
      }
      if (length < 0 || message.size() + length > MOST_MESSAGE_BYTES) {
        throw new TrialException("does not speak WebSocket as GUN does");
      }
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      if (opcode < CONTROL) {
        message.write(payload);
        if ((first & FINAL) != 0) {
          return message.toString(StandardCharsets.UTF_8);
        }
      }
    }
  }
}

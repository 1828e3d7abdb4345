package io.gunrelay.operator;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An entry without TLS on an address of its own of this machine. It does what clients need that
 * write and read one value; and it can die, so that it cuts off whoever comes.
 */
final class EntryDouble implements AutoCloseable {

  private final String address = "127." + random() + "." + random() + "." + random();
  private final ServerSocket server = new ServerSocket();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean dead;

  /** Listens on port 80; throws when this may not. */
  EntryDouble() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getByName(address), 80));
    Thread.ofVirtual().start(this::accept);
  }

  private static int random() {
    return ThreadLocalRandom.current().nextInt(1, 255);
  }

  String address() {
    return address;
  }

  void dies() {
    dead = true;
  }

  void heals() {
    dead = false;
  }

  /** How often a value was written. */
  int writes() {
    return writes.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(client.getInputStream());
      var out = client.getOutputStream();
      var request = header(in);
      if (dead) {
        return;
      }
      out.write(handshake(request).getBytes(StandardCharsets.US_ASCII));
      var put = frame(in);
      writes.incrementAndGet();
      answer(out, "{\"@\":\"%s\",\"ok\":true}".formatted(id(put)));
      var value = put.substring(put.indexOf("\"put\":"), put.length() - 1);
      answer(out, "{\"@\":\"%s\",%s}".formatted(id(frame(in)), value));
    } catch (IOException gone) {
      // Nobody is there to be told.
    }
  }

  private static String header(DataInputStream in) throws IOException {
    var header = new ByteArrayOutputStream();
    while (!header.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      header.write(in.readUnsignedByte());
    }
    return header.toString(StandardCharsets.US_ASCII);
  }

  private static String handshake(String request) {
    var key = request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
    try {
      var digest =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return "HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
          .formatted(Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String frame(DataInputStream in) throws IOException {
    in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    }
    var mask = new byte[4];
    in.readFully(mask);
    var text = new byte[length];
    in.readFully(text);
    for (int i = 0; i < length; i++) {
      text[i] ^= mask[i % 4];
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static void answer(OutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (bytes.length < 126) {
      frame.write(bytes.length);
    } else {
      frame.write(126);
      frame.write(bytes.length >> 8);
      frame.write(bytes.length);
    }
    frame.writeBytes(bytes);
    out.write(frame.toByteArray());
    out.flush();
  }

  private static String id(String message) {
    return message.replaceAll("(?s)\\{\"#\":\"([0-9a-f]+)\".*", "$1");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

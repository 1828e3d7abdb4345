package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WebSocket client that does exactly what it is told, wrong things too. */
public final class RawClient implements AutoCloseable {
  public static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  private static final int DEADLINE_MS = 20_000;

  /** A frame of the server: its opcode and payload. */
  public record Frame(int opcode, Bytes payload) {
    public String text() {
      return payload.text();
    }

    public int closeCode() {
      return ByteBuffer.wrap(payload.array()).getShort();
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Connects from another address of this machine. */
  static RawClient from(String address, int port) throws IOException {
    return new RawClient(
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(DEADLINE_MS);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Connects, upgrades and takes the relay's first message. */
  public static RawClient open(int port) throws IOException {
    return open(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** The same over a socket that is connected, such as one that speaks TLS. */
  public static RawClient open(Socket socket) throws IOException {
    RawClient client = new RawClient(socket);
    String answer = client.request("GET /gun HTTP/1.1", upgrade());
    if (!answer.startsWith("HTTP/1.1 101")) {
      throw new AssertionError(answer);
    }
    client.read();
    return client;
  }

  static List<String> upgrade(String... more) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Host: relay",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    headers.addAll(List.of(more));
    return headers;
  }

  /** Has the kernel take little for it from now on, until it reads. */
  public void takeLittle() throws IOException {
    socket.setReceiveBufferSize(4 << 10);
  }

  /** Sends a request and returns the head of the answer. */
  String request(String line, List<String> headers) throws IOException {
    return request(line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  /** Sends a request as it stands and returns the head of the answer. */
  String request(String text) throws IOException {
    raw(text.getBytes(StandardCharsets.UTF_8));
    return head();
  }

  /** The head of the next answer. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(StandardCharsets.UTF_8);
  }

  /** The line that follows the head of an answer. */
  String body() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  public void text(String text) throws IOException {
    frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public void frame(boolean last, int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    frame.put(header(last, opcode, payload.length)).put(payload);
    raw(Arrays.copyOf(frame.array(), frame.position()));
  }

  /** A masked frame's header; the mask is zero, which leaves the payload as it is. */
  static byte[] header(boolean last, int opcode, long length) {
    ByteBuffer header = ByteBuffer.allocate(14);
    header.put((byte) ((last ? 0x80 : 0) | opcode));
    if (length < 126) {
      header.put((byte) (0x80 | length));
    } else if (length < 65536) {
      header.put((byte) 0xFE).putShort((short) length);
    } else {
      header.put((byte) 0xFF).putLong(length);
    }
    header.putInt(0);
    return Arrays.copyOf(header.array(), header.position());
  }

  /** The next frame of the server. */
  public Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    long length = second;
    if (second == 126) {
      length = in.readUnsignedShort();
    } else if (second == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(first & 0xF, Bytes.wrap(payload));
  }

  public String readText() throws IOException {
    Frame frame = read();
    if (frame.opcode() != TEXT) {
      throw new AssertionError("not a text frame: " + frame.opcode());
    }
    return frame.text();
  }

  boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (EOFException closed) {
      return true;
    }
  }

  /** Closed, or reset, whatever may come before. */
  boolean isCutOff() {
    try {
      while (in.read() >= 0) {
        // An alert, or what was said before.
      }
      return true;
    } catch (SocketTimeoutException stillThere) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.MessageCodec;
import io.gunrelay.relay.replication.ProtocolException;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a socket, each after its length. One thread reads, one writes; any may close, which
 * ends both.
 */
final class Wire implements Closeable {
  /** The longest value that a relay takes, with room for its name. */
  static final int MAX_MESSAGE_BYTES = 32 << 20;

  /** The longest introduction: a vector with a hundred thousand origins. */
  static final int MAX_INTRODUCTION_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  /** How a handshake and an alert of TLS begin, where the length of a message should be. */
  private static final Set<Integer> TLS = Set.of(0x16_03, 0x15_03);

  /** Who sends much should not wait for the processor. */
  private static final int COMPRESSION_LEVEL = Deflater.BEST_SPEED;

  private final Socket socket;
  private final Socket secured;
  private final CountedOutput sent;
  private DataInputStream in;
  private DataOutputStream out;
  private @Nullable Deflater deflater;
  private @Nullable Inflater inflater;
  private final AtomicBoolean closed = new AtomicBoolean();
  private int lastReadBytes;

  /**
   * Talks over a socket, which is the wire's from now on.
   *
   * @param dialled whether this end has dialled
   */
  static Wire over(Socket socket, Security security, boolean dialled) throws IOException {
    try {
      return new Wire(socket, security.secured(socket, dialled));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Wire(Socket socket, Socket secured) throws IOException {
    this.socket = socket;
    this.secured = secured;
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    in = new DataInputStream(new BufferedInputStream(secured.getInputStream(), BUFFER_BYTES));
    sent = new CountedOutput(secured.getOutputStream());
    out = new DataOutputStream(new BufferedOutputStream(sent, BUFFER_BYTES));
  }

  /** Where the other end is. */
  InetAddress remote() {
    return socket.getInetAddress();
  }

  /** Whoever says nothing for as long is taken for dead. */
  void setPatience(Duration patience) throws IOException {
    secured.setSoTimeout((int) patience.toMillis());
  }

  /**
   * Compresses what is written from now on, as one stream; each {@link #flush} lets the other end
   * read all that came before. For the thread that writes; {@link #free} must follow.
   */
  void compress() {
    Deflater own = new Deflater(COMPRESSION_LEVEL, true);
    deflater = own;
    OutputStream compressed = new DeflaterOutputStream(out, own, BUFFER_BYTES, true);
    out = new DataOutputStream(new BufferedOutputStream(compressed, BUFFER_BYTES));
  }

  /** The other end has called {@link #compress}. For the thread that reads. */
  void decompress() {
    Inflater own = new Inflater(true);
    inflater = own;
    in = new DataInputStream(new InflaterInputStream(in, own, BUFFER_BYTES));
  }

  /** Gives back what compression takes; when neither reads or writes any more. */
  void free() {
    if (deflater != null) {
      deflater.end();
    }
    if (inflater != null) {
      inflater.end();
    }
  }

  /** How much has gone over the wire. For the thread that writes. */
  long sentBytes() {
    return sent.bytes();
  }

  /**
   * Waits for a message. Memory is taken as its bytes come, decompressed, not as its length says.
   */
  Message read(int maxBytes) throws IOException {
    int length = in.readInt();
    if (TLS.contains(length >>> Short.SIZE)) {
      throw new SpeaksTlsException();
    }
    if (length <= 0 || length > maxBytes) {
      throw new ProtocolException("a message has " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new ProtocolException("the connection ended within a message");
    }
    lastReadBytes = Integer.BYTES + length;
    return MessageCodec.decode(ByteBuffer.wrap(bytes));
  }

  /** What the message that was read last took, before compression. */
  int lastReadBytes() {
    return lastReadBytes;
  }

  /**
   * Writes a message, which may stay in the buffer until {@link #flush}.
   *
   * @return what it takes, before compression
   */
  int write(Message message) throws IOException {
    ByteBuffer bytes = MessageCodec.encode(message);
    out.writeInt(bytes.remaining());
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    return Integer.BYTES + bytes.remaining();
  }

  void flush() throws IOException {
    out.flush();
  }

  boolean isClosed() {
    return closed.get();
  }

  /** From any thread: who reads or writes gets an exception. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        // What secures the socket would first say goodbye, and wait until that is read.
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}

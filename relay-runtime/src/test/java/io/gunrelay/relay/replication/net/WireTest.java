package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.ProtocolException;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Message LONG =
      new Message.Heartbeat(Bytes.utf8("lorem ipsum ".repeat(9_000)));

  private Socket dialling = new Socket();
  private Socket accepted = new Socket();

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dialling = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
      accepted = server.accept();
    }
  }

  @AfterEach
  void close() throws IOException {
    dialling.close();
    accepted.close();
  }

  @Test
  void whatWasFlushedIsReadAlsoWhenItIsCompressed() throws IOException {
    try (Wire one = Wire.over(dialling, Security.NONE, true);
        Wire other = Wire.over(accepted, Security.NONE, false)) {
      other.setPatience(Duration.ofSeconds(10));
      one.write(new Message.Purpose(true));
      one.flush();
      one.compress();
      assertThat(other.read(100)).isEqualTo(new Message.Purpose(true));
      other.decompress();
      long before = one.sentBytes();
      for (int i = 0; i < 20; i++) {
        int bytes = one.write(LONG);
        one.flush();
        one.flush();
        assertThat(other.read(Wire.MAX_MESSAGE_BYTES)).isEqualTo(LONG);
        assertThat(other.lastReadBytes()).isEqualTo(bytes);
      }
      assertThat(one.sentBytes() - before).isLessThan(100_000);
      one.free();
      other.free();
    }
  }

  @Test
  void aLengthThatIsTooLongIsRefusedBeforeItIsDecompressed() throws IOException {
    assertThatThrownBy(() -> readOf(Integer.MAX_VALUE, 0)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void memoryIsTakenAsBytesComeOutOfTheCompressedStream() throws IOException {
    assertThatThrownBy(() -> readOf(Wire.MAX_MESSAGE_BYTES, 1 << 20))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNoCompressedStreamEndsTheLink() throws IOException {
    try (Wire other = Wire.over(accepted, Security.NONE, false)) {
      other.setPatience(Duration.ofSeconds(10));
      other.decompress();
      dialling.getOutputStream().write(Bytes.utf8("GET / HTTP/1.1\r\n\r\n").array());
      assertThatThrownBy(() -> other.read(Wire.MAX_MESSAGE_BYTES)).isInstanceOf(IOException.class);
      other.free();
    }
  }

  /** Reads what says that it is so long and ends after as many bytes. */
  private void readOf(int length, int bytes) throws IOException {
    try (Wire other = Wire.over(accepted, Security.NONE, false)) {
      other.setPatience(Duration.ofSeconds(10));
      other.decompress();
      try (DataOutputStream out =
          new DataOutputStream(
              new DeflaterOutputStream(
                  dialling.getOutputStream(), new java.util.zip.Deflater(1, true)))) {
        out.writeInt(length);
        out.write(new byte[bytes]);
      }
      other.read(Wire.MAX_MESSAGE_BYTES);
      other.free();
    }
  }
}

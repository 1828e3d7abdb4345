package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers can do at the replication port: nothing. */
class StrangersTest {
  @TempDir Path folder;

  @Test
  void garbageIsCutOff() throws IOException {
    try (TestRelay relay = new TestRelay("relay", folder)) {
      Random random = new Random(1);
      for (int i = 0; i < 50; i++) {
        byte[] garbage = new byte[random.nextInt(2_000)];
        random.nextBytes(garbage);
        assertThatItIsCutOff(relay, garbage);
      }
      assertThatItIsCutOff(relay, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThatItStillServes(relay);
    }
  }

  @Test
  void aLengthThatPromisesMuchIsCutOff() throws IOException {
    try (TestRelay relay = new TestRelay("relay", folder)) {
      assertThatItIsCutOff(relay, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array());
      assertThatItIsCutOff(relay, ByteBuffer.allocate(4).putInt(-1).array());
      assertThatItIsCutOff(relay, ByteBuffer.allocate(4).putInt(4 << 20).array());
      assertThatItStillServes(relay);
    }
  }

  @Test
  void whoSaysNothingIsCutOffAndKeepsNobodyOut() throws IOException {
    try (TestRelay relay = new TestRelay("relay", folder)) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        silent.add(connect(relay));
      }
      assertThatItStillServes(relay);
      for (Socket socket : silent) {
        eventually("cut off", () -> isCutOff(socket));
        socket.close();
      }
    }
  }

  private void assertThatItStillServes(TestRelay relay) {
    relay.put("soul", "x", 1, "1");
    try (TestRelay other = new TestRelay("other", folder, relay.address())) {
      eventually("replicated", () -> other.get("soul").equals("soul.x=1@1"));
    }
  }

  private static void assertThatItIsCutOff(TestRelay relay, byte[] words) throws IOException {
    try (Socket socket = connect(relay)) {
      socket.getOutputStream().write(words);
      socket.getOutputStream().flush();
      assertThat(isCutOff(socket)).isTrue();
    }
  }

  private static Socket connect(TestRelay relay) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.replication.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static boolean isCutOff(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return true;
    }
  }
}

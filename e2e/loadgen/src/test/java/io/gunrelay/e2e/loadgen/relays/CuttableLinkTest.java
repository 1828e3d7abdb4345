package io.gunrelay.e2e.loadgen.relays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CuttableLinkTest {
  private static final String STANDS_FOR_RELAY = "127.0.7.1";
  private static final String STANDS_FOR_CALLER = "127.0.7.2";
  private static final int PATIENCE_MS = 10_000;

  /** Long enough that an answer would have come. */
  private static final int SILENCE_MS = 300;

  private ServerSocket relay;
  private CuttableLink link;

  @BeforeEach
  void listens() throws IOException {
    relay = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    InetSocketAddress real =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.getLocalPort());
    link =
        CuttableLink.open(
            new InetSocketAddress(STANDS_FOR_RELAY, relay.getLocalPort()),
            real,
            InetAddress.getByName(STANDS_FOR_CALLER));
  }

  @AfterEach
  void ends() throws IOException {
    link.close();
    relay.close();
  }

  @Test
  void theRelayIsReachedAndSeesTheCallersAddress() throws IOException {
    try (Socket caller = call();
        Socket called = relay.accept()) {
      caller.getOutputStream().write('a');

      assertThat(called.getInputStream().read()).isEqualTo('a');
      assertThat(called.getInetAddress()).isEqualTo(InetAddress.getByName(STANDS_FOR_CALLER));
    }
  }

  @Test
  void whatIsSaidThroughACutIsHeardWhenItIsHealed() throws IOException {
    try (Socket caller = call();
        Socket called = relay.accept()) {
      link.cut();
      caller.getOutputStream().write('a');
      called.setSoTimeout(SILENCE_MS);
      assertThatThrownBy(() -> called.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      link.heal();
      called.setSoTimeout(PATIENCE_MS);

      assertThat(called.getInputStream().read()).isEqualTo('a');
    }
  }

  @Test
  void whoDialsThroughACutIsLost() throws IOException {
    link.cut();
    try (Socket caller = call()) {
      caller.setSoTimeout(SILENCE_MS);
      assertThatThrownBy(() -> caller.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      link.heal();
      caller.setSoTimeout(PATIENCE_MS);

      assertThat(caller.getInputStream().read()).isNegative();
    }
  }

  private Socket call() throws IOException {
    return new Socket(STANDS_FOR_RELAY, relay.getLocalPort());
  }
}

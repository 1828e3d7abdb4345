package io.gunrelay.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of writes by a real client of Kubernetes, those of rounds whose Lease has ended are not sent. */
class FenceTest {

  private static final String OBJECTS = "/api/v1/namespaces/x/configmaps";
  private static final String WRITE = "POST " + OBJECTS;

  /** What is not to be done is sent there, and refused. */
  private static final String NOWHERE = "POST /version";

  private final Leadership leadership = Leadership.contested();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final KubernetesClient client;
  private volatile int status = 200;
  private volatile Runnable meanwhile = () -> {};

  FenceTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          meanwhile.run();
          var isWrite = !exchange.getRequestMethod().equals("GET");
          var is = isWrite && exchange.getRequestURI().getPath().equals("/version") ? 405 : status;
          var answer =
              "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(is, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    client =
        new Fence(leadership)
            .around(
                new KubernetesClientBuilder()
                    .withConfig(
                        new ConfigBuilder(Config.empty())
                            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                            .withRequestRetryBackoffInterval(10)
                            .build()))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void aRoundWritesWhileTheLeaseHolds() {
    leadership.win();
    leadership.enter();
    write();

    leadership.lose();
    write();
    assertThat(heard).as("until the Lease has ended, too").containsExactly(WRITE, WRITE);
  }

  @Test
  void aRoundWritesNothingOnceTheLeaseHasEndedAndMayLook() {
    leadership.win();
    leadership.enter();
    leadership.lose();
    assertThat(leadership.end()).isEqualTo(1);

    assertRefused();
    read();
    assertThat(heard).containsExactly("GET " + OBJECTS + "/a");
  }

  @Test
  void aRoundOfBeforeDoesNotWriteUnderALeaseThatWasWonSince() {
    leadership.win();
    leadership.enter();
    leadership.lose();
    leadership.end();
    leadership.win();
    assertRefused();

    leadership.leave();
    leadership.enter();
    write();
    assertThat(heard).containsExactly(WRITE);
  }

  @Test
  void aRequestThatFailedIsNotSentAgainAfterTheEndOfTheLease() {
    leadership.win();
    leadership.enter();
    status = 503;
    meanwhile =
        () -> {
          leadership.lose();
          leadership.end();
        };

    assertThatThrownBy(this::write).isInstanceOf(KubernetesClientException.class);
    assertThat(heard).containsExactly(WRITE, NOWHERE);
  }

  @Test
  void whoHasNoRoundWritesOnlyWhileThisProcessLeads() {
    assertThatThrownBy(this::write).isInstanceOf(KubernetesClientException.class);
    leadership.win();
    write();
    assertThat(heard).containsExactly(NOWHERE, WRITE);
  }

  private void write() {
    client.raw(OBJECTS, "POST", "{}");
  }

  private void read() {
    client.raw(OBJECTS + "/a");
  }

  private void assertRefused() {
    assertThatThrownBy(this::write)
        .isInstanceOf(Fence.FencedException.class)
        .hasMessageContaining(WRITE);
  }
}

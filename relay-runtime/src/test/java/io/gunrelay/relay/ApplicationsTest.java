package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What applications of gun.js do, on two devices and then on a third that comes later. */
@Timeout(value = 60, unit = SECONDS)
class ApplicationsTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path data;
  private TestRelay relay;
  private GunJsClient ada;
  private GunJsClient bob;

  @BeforeEach
  void connect() throws StartException {
    relay = TestRelay.start(data);
    ada = device();
    bob = device();
  }

  @AfterEach
  void disconnect() {
    ada.close();
    bob.close();
    relay.close();
  }

  @Test
  void chat() {
    Subscription atBob = bob.onEach(List.of("chat", "lobby"));
    Subscription atAda = ada.onEach(List.of("chat", "lobby"));
    for (int i = 0; i < 10; i++) {
      say(ada, "ada", "question " + i);
      say(bob, "bob", "answer " + i);
    }
    for (int i = 0; i < 10; i++) {
      awaitMessage(atBob, "question " + i);
      awaitMessage(atAda, "answer " + i);
    }
    try (GunJsClient late = device()) {
      Subscription atLate = late.onceEach(List.of("chat", "lobby"));
      for (int i = 0; i < 10; i++) {
        awaitMessage(atLate, "question " + i);
        awaitMessage(atLate, "answer " + i);
      }
    }
  }

  @Test
  void todo() {
    Subscription atBob = bob.onEach(List.of("todo"));
    for (String task : List.of("milk", "bread", "eggs")) {
      Map<String, ?> entry = Map.of("title", task, "done", false);
      assertThat(ada.put(List.of("todo", task), entry).join().ok()).isTrue();
      atBob.await(update -> update.value().path("title").asText().equals(task), SOON);
    }
    Subscription milk = ada.on(List.of("todo", "milk", "done"));
    assertThat(bob.put(List.of("todo", "milk", "done"), true).join().ok()).isTrue();
    milk.await(update -> update.value().booleanValue(), SOON);

    Map<String, Object> deletion = new HashMap<>();
    deletion.put("bread", null);
    assertThat(ada.put(List.of("todo"), deletion).join().ok()).isTrue();

    atBob.await(update -> update.key().equals("bread") && update.value().isNull(), SOON);
    try (GunJsClient late = device()) {
      Subscription left = late.onEach(List.of("todo"));
      left.await(update -> update.key().equals("milk") && isDone(update.value()), SOON);
      left.await(update -> update.key().equals("eggs") && !isDone(update.value()), SOON);
      left.await(update -> update.key().equals("bread") && update.value().isNull(), SOON);
    }
  }

  @Test
  void aGraphOfLinksWithACircle() {
    ada.put(List.of("mark"), Map.of("name", "Mark")).join();
    ada.put(List.of("fluffy"), Map.of("name", "Fluffy", "species", "kitty")).join();
    assertThat(ada.put(List.of("mark", "boss"), link("fluffy")).join().ok()).isTrue();
    assertThat(ada.put(List.of("fluffy", "slave"), link("mark")).join().ok()).isTrue();

    assertThat(bob.once(List.of("mark", "boss", "slave", "boss", "name")).join())
        .map(JsonNode::textValue)
        .contains("Fluffy");
    Subscription boss = bob.on(List.of("mark", "boss", "name"));
    boss.await(update -> update.value().asText().equals("Fluffy"), SOON);
    assertThat(ada.put(List.of("fluffy", "name"), "Fluffy the Great").join().ok()).isTrue();
    boss.await(update -> update.value().asText().equals("Fluffy the Great"), SOON);

    ada.put(List.of("rex"), Map.of("name", "Rex")).join();
    assertThat(ada.put(List.of("mark", "boss"), link("rex")).join().ok()).isTrue();
    boss.await(update -> update.value().asText().equals("Rex"), SOON);
  }

  private GunJsClient device() {
    GunJsClient device = GunJsClient.start(relay.uri());
    device.awaitPeers(1, SOON);
    return device;
  }

  private static void say(GunJsClient who, String name, String text) {
    Map<String, ?> message = Map.of("who", name, "what", text);
    assertThat(who.set(List.of("chat", "lobby"), message).join().refusal()).isNull();
  }

  private static void awaitMessage(Subscription chat, String text) {
    chat.await(update -> update.value().path("what").asText().equals(text), SOON);
  }

  private static boolean isDone(JsonNode task) {
    return task.path("done").booleanValue();
  }

  private static Map<String, ?> link(String soul) {
    return Map.of("#", soul);
  }
}

package io.gunrelay.e2e.scenarios.clients;

import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A few gun.js clients that write as fast as they are answered, so that relays have to work. */
public final class BusyWriters {
  private static final int CLIENTS = 2;
  private static final int IN_FLIGHT = 200;

  private final AtomicBoolean going = new AtomicBoolean(true);
  private final List<CompletableFuture<Void>> writers = new ArrayList<>();

  private BusyWriters() {}

  public static BusyWriters start(Stage stage) {
    BusyWriters load = new BusyWriters();
    stage.atEnd(() -> load.going.set(false));
    for (int i = 0; i < CLIENTS; i++) {
      GunJsClient client = stage.client(stage.host());
      String soul = "load" + i;
      load.writers.add(CompletableFuture.runAsync(() -> load.write(client, soul)));
    }
    return load;
  }

  public void end() {
    going.set(false);
    writers.forEach(CompletableFuture::join);
  }

  private void write(GunJsClient client, String soul) {
    for (int round = 0; going.get(); round++) {
      List<CompletableFuture<Ack>> answers = new ArrayList<>();
      for (int i = 0; i < IN_FLIGHT; i++) {
        answers.add(client.put(List.of(soul, "k" + i), "round " + round));
      }
      // Under load a relay may be replaced: an answer that never comes is no failure here.
      answers.forEach(answer -> answer.exceptionally(lost -> null).join());
    }
  }
}

package io.gunrelay.relay.graph;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A process that puts numbers for ever and prints each that was acknowledged; to be killed. */
final class Writer {
  private Writer() {}

  /** The argument is the data folder. */
  public static void main(String[] arguments) {
    TestGraph graph = new TestGraph(Path.of(arguments[0]));
    Client client = graph.new Listener();
    for (int i = 0; ; i++) {
      int number = i;
      CompletableFuture<@Nullable String> put =
          graph.put(
              client,
              TestGraph.delta("soul" + i % 100, "k" + i, 1, String.valueOf(i)),
              TestGraph.delta("counter", "last", i, String.valueOf(i)));
      CompletableFuture<Void> _ =
          put.thenAccept(refusal -> {
            if (refusal == null) {
              print(number);
            }
          });
      if (i % 50 == 0) {
        TestGraph.await(put);
      }
    }
  }

  private static synchronized void print(int number) {
    System.out.println(number);
  }
}

package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.raw.RawServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "raw",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Serves as a relay without a graph: broadcasts each put as it came to everybody who asked "
            + "for anything. What Netty alone can do.")
final class RawCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--bind-address", defaultValue = "127.0.0.1", description = "Listens here.")
  private String bindAddress = "127.0.0.1";

  @Option(names = "--port", defaultValue = "8765", description = "0 takes any free port.")
  private int port;

  @Option(names = "--unbatched", description = "One message a frame, whatever comes together.")
  private boolean unbatched;

  @Override
  public Integer call() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (RawServer server =
        new RawServer(new InetSocketAddress(bindAddress, port), threads, !unbatched)) {
      spec.commandLine().getOut().println("serves on port " + server.address().getPort());
      spec.commandLine().getOut().flush();
      // Until the process is ended.
      new CountDownLatch(1).await();
    }
    return 0;
  }
}

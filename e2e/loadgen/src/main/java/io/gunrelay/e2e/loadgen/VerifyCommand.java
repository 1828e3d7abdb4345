package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.AckLog;
import io.gunrelay.e2e.loadgen.load.Verification;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Reads back what puts --acked wrote; fails when anything is gone.")
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Target target = new Target();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "FILE", description = "The file that puts --acked wrote.")
  private Path file = Path.of("acked");

  @Option(names = "--timeout", defaultValue = "120", description = "Seconds to read everything.")
  private long timeoutSeconds;

  @Override
  public Integer call() throws Exception {
    try (Clients clients = target.clients()) {
      Verification.Result result =
          new Verification(clients, AckLog.read(file), timeoutSeconds).run();
      output.print(spec.commandLine().getOut(), result, text(result));
      return result.complete() ? 0 : 1;
    }
  }

  private static String text(Verification.Result result) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d acknowledged values found; %d missing, %d wrong, %d unanswered%s",
        result.found(),
        result.asked(),
        result.missing(),
        result.wrong(),
        result.unanswered(),
        result.examples().isEmpty() ? "" : ", such as " + result.examples());
  }
}

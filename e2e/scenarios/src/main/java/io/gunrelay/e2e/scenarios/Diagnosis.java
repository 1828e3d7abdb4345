package io.gunrelay.e2e.scenarios;

import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is written down when a scenario fails, before anything is cleaned up. */
final class Diagnosis {
  private static final int SHOWN_LINES = 40;

  private final Path folder;

  Diagnosis(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes everything of the namespace, and of the operator since the scenario began.
   *
   * @return the part that is worth showing at once
   */
  String write(Stage stage, Throwable failure) {
    try {
      Files.createDirectories(folder);
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      Files.writeString(folder.resolve("failure.txt"), trace.toString(), StandardCharsets.UTF_8);
      String namespace = stage.namespace();
      save("fleets.yaml", namespace, "get", "gunrelayclusters", "--output=yaml");
      String all =
          save(
              "objects.txt",
              namespace,
              "get",
              "all,ingress,hpa,pdb,pvc,configmap",
              "--output=wide");
      save("describe.txt", namespace, "describe", "pods,hpa,ingress,pvc");
      String events = save("events.txt", namespace, "get", "events", "--sort-by=.lastTimestamp");
      for (var pod : stage.kubernetes().pods().inNamespace(namespace).list().getItems()) {
        String name = pod.getMetadata().getName();
        save(name + ".log", namespace, "logs", name, "--all-containers");
        save(name + ".previous.log", namespace, "logs", name, "--all-containers", "--previous");
      }
      String operator =
          save(
              "operator.log",
              Installation.NAMESPACE,
              "logs",
              "--selector=app.kubernetes.io/name=" + Installation.OPERATOR,
              "--tail=-1",
              "--since-time=" + stage.began());
      save("operator.txt", Installation.NAMESPACE, "describe", "pods");
      return String.join(
          "\n",
          all,
          "-- events",
          tail(events),
          "-- operator",
          tail(operator),
          "-- all in " + folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String save(String file, String namespace, String... arguments) throws IOException {
    String output = Shell.attempt("", Kubectl.command(namespace, arguments)).output();
    Files.writeString(folder.resolve(file), output + "\n", StandardCharsets.UTF_8);
    return output;
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }
}

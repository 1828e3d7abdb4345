package io.gunrelay.e2e.scenarios.stage;

import java.util.ArrayList;
import java.util.List;

/** The user's tool. It reads KUBECONFIG by itself. */
public final class Kubectl {
  private Kubectl() {}

  public static List<String> command(String namespace, String... arguments) {
    var command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
    command.addAll(List.of(arguments));
    return command;
  }
}

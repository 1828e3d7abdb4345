package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is started for a container.
 *
 * @param line the program and its arguments
 * @param environment what is set beside this process' own environment
 */
record Command(List<String> line, Map<String, String> environment) {

  /**
   * The command for a container of a pod.
   *
   * @param program what runs for the image's entry point
   * @param address the pod's
   * @param hostsFile the names that the container can resolve
   */
  static Command of(
      Pod pod, Container container, Path program, Paths paths, String address, Path hostsFile) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    container.getArgs().forEach(argument -> line.add(paths.rewrite(argument)));
    Map<String, String> environment = new LinkedHashMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), paths.rewrite(value(pod, variable, address)));
    }
    // An image brings its own runtime; here it is the one that runs this.
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    StringBuilder options = new StringBuilder("-Djdk.net.hosts.file=").append(hostsFile);
    Path temporary = paths.folders().get("/tmp");
    if (temporary != null) {
      options.append(" -Djava.io.tmpdir=").append(temporary);
    }
    environment.merge("JAVA_TOOL_OPTIONS", options.toString(), (given, own) -> given + " " + own);
    return new Command(List.copyOf(line), environment);
  }

  private static String value(Pod pod, EnvVar variable, String address) {
    if (variable.getValue() != null) {
      return variable.getValue();
    }
    String field =
        variable.getValueFrom() == null || variable.getValueFrom().getFieldRef() == null
            ? ""
            : variable.getValueFrom().getFieldRef().getFieldPath();
    return switch (field) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "status.podIP" -> address;
      default ->
          throw new IllegalArgumentException(
              "variable " + variable.getName() + " comes from where this machine has nothing");
    };
  }
}

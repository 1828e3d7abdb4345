package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pod whose node shares this machine with us, as those do that faults are made on. */
public final class LocalPod {
  private LocalPod() {}

  /** The Java processes of its control group: not the one that only holds its network. */
  static List<ProcessHandle> processes(Pod pod) {
    String uid = pod.getMetadata().getUid();
    return ProcessHandle.allProcesses()
        .filter(process -> isOf(process, uid))
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }

  private static boolean isOf(ProcessHandle process, String uid) {
    try {
      String groups = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cgroup"));
      return groups.contains(uid) || groups.contains(uid.replace('-', '_'));
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a signal, such as {@code STOP}, to each process that there is. */
  public static void signal(Pod pod, String signal) {
    processes(pod).forEach(process -> Shell.attempt("", kill(process, signal)));
  }

  private static List<String> kill(ProcessHandle process, String signal) {
    return List.of("kill", "-" + signal, Long.toString(process.pid()));
  }

  /** A file of its container. */
  public static Path file(Pod pod, String path) {
    return Path.of("/proc", Long.toString(only(pod).pid()), "root").resolve(path.substring(1));
  }

  /** Runs a command in its network, which may fail. */
  public static Shell.Result inItsNetwork(Pod pod, String... command) {
    List<String> whole = new ArrayList<>();
    whole.addAll(List.of("nsenter", "--net=/proc/%d/ns/net".formatted(only(pod).pid())));
    whole.addAll(List.of(command));
    return Shell.attempt("", whole);
  }

  private static ProcessHandle only(Pod pod) {
    return processes(pod).stream()
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "pod %s has no process on this machine".formatted(pod.getMetadata().getName())));
  }
}

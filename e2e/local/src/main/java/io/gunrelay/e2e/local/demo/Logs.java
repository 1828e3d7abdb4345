package io.gunrelay.e2e.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ends of log files. */
final class Logs {
  private static final int LINES = 30;

  private Logs() {}

  static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()))
          + "\n";
    } catch (IOException e) {
      return "cannot be read: " + e + "\n";
    }
  }
}

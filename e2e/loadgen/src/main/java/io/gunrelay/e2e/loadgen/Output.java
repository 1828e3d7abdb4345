package io.gunrelay.e2e.loadgen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How results are printed, shared by all commands. */
final class Output {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  @Option(names = "--json", description = "Print results as JSON, one a line.")
  private boolean json;

  /** Prints one result. */
  void print(PrintWriter out, Record result, String text) {
    out.println(json ? json(result) : text);
    out.flush();
  }

  private static String json(Record result) {
    try {
      return JSON.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written as JSON", e);
    }
  }
}

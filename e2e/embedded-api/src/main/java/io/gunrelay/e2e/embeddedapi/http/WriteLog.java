package io.gunrelay.e2e.embeddedapi.http;

import java.util.ArrayList;
import java.util.List;

/** The requests that wanted to change something, in order. Safe for use by several threads. */
public final class WriteLog {
  private final List<Write> writes = new ArrayList<>();

  /**
   * A request that wanted to change something.
   *
   * @param verb {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
   * @param path the request's path
   * @param manager the field manager
   * @param code the HTTP status that it was answered with
   * @param changed whether anything is different since
   */
  public record Write(String verb, String path, String manager, int code, boolean changed) {}

  synchronized void add(Write write) {
    writes.add(write);
  }

  public synchronized List<Write> all() {
    return List.copyOf(writes);
  }
}

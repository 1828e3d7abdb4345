package io.gunrelay.e2e.scale.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The API server's own record of what the operator asked. Used by one thread. */
public final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private long read;

  /** Begins with the first request. */
  AuditLog(Path file) {
    this.file = file;
  }

  /**
   * What was asked since the last call, in the order in which it ended.
   *
   * @throws IOException when the log cannot be read
   */
  public List<Request> next() throws IOException {
    List<Request> requests = new ArrayList<>();
    for (String line : newLines().split("\n", -1)) {
      if (!line.isEmpty()) {
        JsonNode event = JSON.readTree(line);
        if (event.has("objectRef") && isWhole(event)) {
          requests.add(request(event));
        }
      }
    }
    return requests;
  }

  /** Of a watch its begin is told, of all else its end. */
  private static boolean isWhole(JsonNode event) {
    boolean isWatch = event.get("verb").asText().equals("watch");
    return event.get("stage").asText().equals(isWatch ? "ResponseStarted" : "ResponseComplete");
  }

  private String newLines() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) (log.length() - read)];
      log.seek(read);
      log.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      read += end;
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.get("objectRef");
    String subresource = object.path("subresource").asText();
    return new Request(
        Instant.parse(event.get("requestReceivedTimestamp").asText()),
        event.get("verb").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText());
  }
}

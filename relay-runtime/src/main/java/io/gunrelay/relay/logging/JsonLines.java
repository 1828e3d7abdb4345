package io.gunrelay.relay.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line. */
final class JsonLines extends Formatter {
  private final JsonFactory json = new JsonFactory();

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("time", event.getInstant().toString());
      object.writeStringField("level", Words.level(event.getLevel()));
      String logger = event.getLoggerName();
      if (logger != null) {
        object.writeStringField("logger", Words.logger(logger));
      }
      object.writeStringField("message", formatMessage(event));
      if (event.getThrown() != null) {
        StringWriter stack = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(stack, true));
        object.writeStringField("error", stack.toString());
      }
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return line.append('\n').toString();
  }
}

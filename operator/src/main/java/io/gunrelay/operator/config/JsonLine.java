package io.gunrelay.operator.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * A log record as one line of JSON. The log manager's own JSON formatter needs classes that its
 * class loader does not see in a packaged application.
 */
final class JsonLine extends ExtFormatter {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String format(ExtLogRecord entry) {
    var line = new LinkedHashMap<String, Object>();
    line.put("time", entry.getInstant().toString());
    line.put("level", entry.getLevel().getName());
    line.put("logger", entry.getLoggerName());
    line.put("thread", entry.getThreadName());
    line.put("message", formatMessage(entry));
    var thrown = entry.getThrown();
    if (thrown != null) {
      var trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.put("error", trace.toString());
    }
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text is always JSON", e);
    }
  }
}

package io.gunrelay.relay.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Events as lines of JSON. For one thread. */
final class JsonEvents {
  private static final double MILLIS = 1_000;

  private final JsonFactory json = new JsonFactory();
  private final SoulNames souls = new SoulNames();
  private final String log;

  JsonEvents(String log) {
    this.log = log;
  }

  void append(Instant at, Event event, StringBuilder to) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("time", at.toString());
      object.writeStringField("log", log);
      switch (event) {
        case Event.Opened opened -> opened(object, opened);
        case Event.Closed closed -> closed(object, closed);
        case Event.Refused refused -> refused(object, refused);
        case Event.Commanded commanded -> commanded(object, commanded);
      }
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    to.append(line).append('\n');
  }

  private static void opened(JsonGenerator to, Event.Opened event) throws IOException {
    to.writeStringField("event", "opened");
    client(to, event.connection(), event.client());
    origin(to, event.origin());
  }

  private static void closed(JsonGenerator to, Event.Closed event) throws IOException {
    to.writeStringField("event", "closed");
    client(to, event.connection(), event.client());
    origin(to, event.origin());
    to.writeNumberField("seconds", event.lasted().toMillis() / MILLIS);
    to.writeNumberField("received_bytes", event.received().bytes());
    to.writeNumberField("received_messages", event.received().messages());
    to.writeNumberField("sent_bytes", event.sent().bytes());
    to.writeNumberField("sent_messages", event.sent().messages());
    to.writeStringField("reason", event.reason());
    to.writeNumberField("code", event.code());
  }

  private void refused(JsonGenerator to, Event.Refused event) throws IOException {
    to.writeStringField("event", "refused");
    to.writeStringField("what", event.what());
    to.writeStringField("rule", event.rule());
    client(to, event.connection(), event.client());
    SoulNames.Name name = souls.of(event.soul());
    if (!name.text().isEmpty()) {
      to.writeStringField(name.isKey() ? "key" : "soul_hash", name.text());
    }
  }

  private static void commanded(JsonGenerator to, Event.Commanded event) throws IOException {
    to.writeStringField("event", "command");
    to.writeStringField("command", event.command());
    client(to, 0, event.client());
    to.writeStringField("outcome", event.outcome());
  }

  private static void client(JsonGenerator to, long connection, String client) throws IOException {
    if (connection > 0) {
      to.writeNumberField("connection", connection);
    }
    if (!client.isEmpty()) {
      to.writeStringField("client", client);
    }
  }

  private static void origin(JsonGenerator to, String origin) throws IOException {
    if (!origin.isEmpty()) {
      to.writeStringField("origin", origin);
    }
  }
}

package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.limits.Overrun;
import io.gunrelay.relay.wire.FrameReader;
import io.gunrelay.relay.wire.Message;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Carries out what one client says. Belongs to the connection's loop. */
final class Conversation {
  private static final int OVERHEAD_PER_DELTA = 64;

  private final Connection connection;
  private final ClientContext context;
  private final Checkpoint checkpoint;
  private final Pace pace;
  private long frameBeganNs;
  private long parseNs;

  Conversation(Connection connection, ClientContext context, Pace pace) {
    this.connection = connection;
    this.context = context;
    this.pace = pace;
    checkpoint = new Checkpoint(connection, context, pace);
  }

  /**
   * Hears a frame's text.
   *
   * @param text borrowed for the call; well-formed UTF-8
   */
  void hear(byte[] text, int length) {
    frameBeganNs = connection.loop().nowNs();
    Optional<List<Message>> messages = FrameReader.read(text, 0, length);
    parseNs = connection.loop().nowNs() - frameBeganNs;
    pace.heard(messages.map(List::size).orElse(1), length);
    if (messages.isEmpty()) {
      notJson();
      return;
    }
    checkpoint.beginFrame();
    for (Message message : messages.get()) {
      if (connection.isClosed()) {
        return;
      }
      connection.visit().received();
      if (isNew(message)) {
        context.metrics().received(message.body());
        hear(message);
      } else {
        context.metrics().duplicates.increment();
      }
    }
  }

  /**
   * Only what the same connection sent is a repetition: a client that comes back by another one has
   * lost the answer, and merging twice changes nothing.
   */
  private boolean isNew(Message message) {
    return (message.id().size() == 0
            || isNew(context.hashes().of(connection.number(), message.id())))
        && isNewAnswer(message);
  }

  /** One answer may come by several ways, with an id of its own by each. */
  private boolean isNewAnswer(Message message) {
    if (message.replyTo().size() == 0 || message.hash().isEmpty()) {
      return true;
    }
    long question = context.hashes().of(connection.number(), message.replyTo());
    return isNew(context.hashes().of(question ^ message.hash().getAsInt(), message.replyTo()));
  }

  private boolean isNew(long hash) {
    return connection.loop().recentIds().add(hash, connection.loop().nowNs());
  }

  private void hear(Message message) {
    switch (message.body()) {
      case Message.Put(List<Delta> deltas) -> put(message, deltas);
      case Message.Get get -> get(message, get);
      case Message.Find find -> find(message, find.query());
      case Message.Hello(String pid) -> {
        connection.introduced(pid);
        answer(message, MessageWriter.helloBack(context.ids().next(), context.pid(), message.id()));
      }
      case Message.Introduction(String pid) -> {
        connection.introduced(pid);
        connection.homecoming().saidPid();
      }
      case Message.Hi hi -> connection.homecoming().saidHi();
      case Message.Malformed(String reason) -> {
        connection.visit().refused("message", "malformed", "");
        answer(message, MessageWriter.error(message.id(), reason));
      }
      case Message.NotJson notJson -> notJson();
      case Message.Nothing nothing -> {}
    }
  }

  private void put(Message message, List<Delta> deltas) {
    // What answers a query of ours is not waiting to be acknowledged.
    Bytes id = message.replyTo().size() == 0 ? message.id() : Bytes.EMPTY;
    if (deltas.isEmpty()) {
      if (id.size() > 0) {
        connection.send(MessageWriter.stored(id));
      }
      return;
    }
    long bytes = 0;
    for (Delta delta : deltas) {
      bytes += delta.value().size() + OVERHEAD_PER_DELTA;
    }
    Optional<Overrun> overrun = connection.putBegan(bytes);
    if (overrun.isPresent()) {
      connection.visit().refused("put", overrun.get().label(), deltas.getFirst().soul());
      answer(message, MessageWriter.error(message.id(), overrun.get().sentence()));
      return;
    }
    checkpoint.put(
        deltas,
        bytes,
        new PutReply(
            connection,
            id,
            bytes,
            new PutJourney(
                context.observation(), connection.loop()::nowNs, frameBeganNs, parseNs)));
  }

  private void get(Message message, Message.Get get) {
    Optional<String> refusal = connection.interests().subscribe(get.query());
    if (refusal.isPresent()) {
      connection.visit().refused("get", "subscriptions", get.query().soul());
      answer(message, MessageWriter.error(message.id(), refusal.get()));
      return;
    }
    connection.getBegan(1);
    GetReply reply =
        new GetReply(
            connection, message.id(), 1, Optional.of(get.query()), message.hash(), context.ids());
    checkpoint.inTurn(() -> context.graph().get(get.query(), connection, reply));
  }

  private void find(Message message, RangeQuery query) {
    Optional<String> refusal = connection.interests().subscribe(query);
    if (refusal.isPresent()) {
      connection.visit().refused("get", "subscriptions", query.souls().only().orElse(""));
      answer(message, MessageWriter.error(message.id(), refusal.get()));
      return;
    }
    int gets = query.souls().only().isPresent() ? 1 : ClientLimits.GETS_PER_RANGE;
    connection.getBegan(gets);
    GetReply reply =
        new GetReply(
            connection, message.id(), gets, Optional.empty(), OptionalInt.empty(), context.ids());
    checkpoint.inTurn(() -> context.graph().get(query, connection, reply));
  }

  private void notJson() {
    context.metrics().notJson.increment();
    connection.visit().refused("message", "not_json", "");
    connection.send(MessageWriter.PARSE_ERROR);
  }

  private void answer(Message message, Bytes text) {
    if (message.id().size() > 0) {
      connection.send(text);
    }
  }
}

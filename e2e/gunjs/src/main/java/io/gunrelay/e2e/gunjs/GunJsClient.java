package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real, unmodified gun.js client: in a Node process of its own, where it keeps nothing on disk,
 * so that what it reads came from a relay; or in a {@link GunJsPage}. A path is a list of keys:
 * {@code List.of("a", "b")} is {@code gun.get("a").get("b")}, and a list of one is a soul; a key
 * that is a map is a pattern (LEX). Safe for use by several threads.
 *
 * <p>Answers are futures; one that fails does so with {@link GunJsException}, or with a timeout at
 * the deadline of the {@link ClientOptions}.
 */
public final class GunJsClient implements AutoCloseable {
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final AtomicLong lastSubscription = new AtomicLong();
  private final Set<String> linked = ConcurrentHashMap.newKeySet();
  private final ClientOptions options;
  private final Conversation requests;

  /**
   * A client that has not begun yet.
   *
   * @param begin takes what wants the client's events, and returns how to talk to it
   */
  GunJsClient(ClientOptions options, Function<Consumer<JsonNode>, Conversation> begin) {
    this.options = options;
    this.requests = begin.apply(this::event);
  }

  /**
   * Starts a client; it begins to dial but need not be connected yet.
   *
   * @throws IllegalStateException when Node or gun.js is missing; the message says what to do
   */
  public static GunJsClient start(ClientOptions options) {
    GunJsClient client =
        new GunJsClient(
            options,
            onEvent ->
                new Requests(Installation.find(), "client.mjs", options.deadline(), onEvent));
    try {
      client.open();
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
    return client;
  }

  /** Makes the client dial; its subscriptions begin anew. */
  void open() {
    subscriptions.clear();
    synchronized (linked) {
      linked.clear();
    }
    requests.send(options.inRequest(Conversation.request("open"))).join();
  }

  /** Starts a client of these relays. */
  public static GunJsClient start(URI... peers) {
    return start(ClientOptions.of(peers));
  }

  /**
   * Writes; done when the first peer has answered.
   *
   * @param data what Jackson can write: a map is a node, nested maps are linked nodes, null is null
   */
  public CompletableFuture<Ack> put(List<String> path, @Nullable Object data) {
    return acknowledged(requests.send(with(onPath("put", path), "data", data)));
  }

  /** Writes, again each time that nobody answered for so long; done when a relay has. */
  public CompletableFuture<Ack> insist(List<String> path, Object data, Duration again) {
    ObjectNode request = with(onPath("insist", path), "data", data);
    return acknowledged(requests.send(request.put("againMs", again.toMillis())));
  }

  /** Asks one of a fleet's entries for all of them, those of the region first. */
  public List<String> entries(URI entry, String region) {
    ObjectNode request = Conversation.request("entries").put("entry", entry.toString());
    JsonNode answer = requests.send(request.put("region", region)).join();
    return answer.get("entries").valueStream().map(JsonNode::textValue).toList();
  }

  /** Adds to a set; done when the first peer has answered. */
  public CompletableFuture<Ack> set(List<?> path, Object data) {
    return acknowledged(requests.send(with(onPath("set", path), "data", data)));
  }

  /** Writes into the space of another user, who has certified this one to. */
  public CompletableFuture<Ack> putCertified(List<String> path, Object data, JsonNode certificate) {
    return acknowledged(
        requests.send(with(with(onPath("put", path), "data", data), "cert", certificate)));
  }

  /** Writes into the space of the user that is signed in; gun.js signs it. */
  public CompletableFuture<Ack> putAsUser(List<String> path, @Nullable Object data) {
    return acknowledged(requests.send(with(onPath("put", path).put("user", true), "data", data)));
  }

  /** Writes into the space of the user that is signed in, for nobody else to read. */
  public CompletableFuture<Ack> putSecret(List<String> path, Object data) {
    return acknowledged(
        requests.send(with(onPath("secret", path).put("user", true), "data", data)));
  }

  /**
   * Sends a graph as {@code {soul: {"_": {"#": soul, ">": {key: state}}, key: value}}}, with states
   * of the caller's choice. A client without peers merges it by gun.js' HAM and answers at once.
   */
  public CompletableFuture<Ack> graph(Map<String, ?> graph) {
    return acknowledged(requests.send(with(Conversation.request("graph"), "put", graph)));
  }

  /** Reads once: this client's own memory first, then its peers. Empty: there is nothing. */
  public CompletableFuture<Optional<JsonNode>> once(List<String> path) {
    return value(onPath("once", path));
  }

  /** Reads once in the space of the user that is signed in. */
  public CompletableFuture<Optional<JsonNode>> onceAsUser(List<String> path) {
    return value(onPath("once", path).put("user", true));
  }

  /**
   * Asks a peer, past this client's memory.
   *
   * @param get the message's {@code get}
   * @return the reply's {@code put} with its states; empty: not found
   */
  public CompletableFuture<Optional<JsonNode>> ask(Map<String, ?> get) {
    return requests
        .send(with(Conversation.request("ask"), "get", get))
        .thenApply(answer -> Optional.ofNullable(answer.get("put")));
  }

  /** A node as it stands in this client's memory, with its states under {@code _}. */
  public CompletableFuture<Optional<JsonNode>> peek(String soul) {
    return value(Conversation.request("peek").put("soul", soul));
  }

  /** Subscribes to a path. */
  public Subscription on(List<String> path) {
    return subscribe(onPath("on", path));
  }

  /** Subscribes to every member of a path. */
  public Subscription onEach(List<?> path) {
    return subscribe(onPath("on", path).put("map", true));
  }

  /** Reads every member of a path, once each. */
  public Subscription onceEach(List<?> path) {
    return subscribe(onPath("on", path).put("map", true).put("once", true));
  }

  /** Subscribes to every member of a path in the space of the user that is signed in. */
  public Subscription onEachAsUser(List<String> path) {
    return subscribe(onPath("on", path).put("map", true).put("user", true));
  }

  /**
   * Calls a function of gun.js' SEA: {@code encrypt}, {@code decrypt}, {@code pair}, {@code
   * secret}, {@code sign}, {@code verify}, {@code work}, {@code certify}.
   *
   * @return its result; empty where SEA gives none, as for a text that it cannot decrypt
   */
  public CompletableFuture<Optional<JsonNode>> sea(String function, Object... arguments) {
    ObjectNode request = Conversation.request("sea").put("name", function);
    Arrays.stream(arguments).forEach(argument -> request.withArray("args").add(tree(argument)));
    return value(request);
  }

  /**
   * Makes a user.
   *
   * @return its public key
   */
  public CompletableFuture<String> createUser(String alias, String pass) {
    return user(Conversation.request("create").put("alias", alias).put("pass", pass));
  }

  /**
   * Signs a user in.
   *
   * @return its public key
   */
  public CompletableFuture<String> signIn(String alias, String pass) {
    return user(Conversation.request("auth").put("alias", alias).put("pass", pass));
  }

  /** Signs a user in by its key pair, as {@code sea("pair")} makes it. */
  public CompletableFuture<String> signIn(JsonNode pair) {
    return user(with(Conversation.request("auth"), "pair", pair));
  }

  /**
   * Signs in whom this tab remembers, and from now on remembers who signs in; pages only.
   *
   * @return the user's public key; empty: it remembers nobody
   */
  public CompletableFuture<Optional<String>> recall() {
    return requests
        .send(Conversation.request("recall"))
        .thenApply(answer -> Optional.ofNullable(answer.get("pub")).map(JsonNode::textValue));
  }

  /** Signs the user out. */
  public void signOut() {
    requests.send(Conversation.request("leave")).join();
  }

  /** Cuts every connection and lets none be made, as a pulled cable does. */
  public void disconnect() {
    requests.send(Conversation.request("disconnect")).join();
  }

  /** Lets connections be made again, and dials. */
  public void reconnect() {
    requests.send(Conversation.request("connect")).join();
  }

  /** The process as it is. */
  public ClientStats stats() {
    JsonNode answer = requests.send(Conversation.request("stats")).join();
    return NodeProcess.JSON.convertValue(answer, ClientStats.class);
  }

  /**
   * Waits until so many peers are connected.
   *
   * @throws AssertionError when it takes longer
   */
  public void awaitPeers(int count, Duration deadline) {
    long endNs = System.nanoTime() + deadline.toNanos();
    synchronized (linked) {
      while (linked.size() != count) {
        long leftNs = endNs - System.nanoTime();
        if (leftNs <= 0) {
          throw new AssertionError(
              "connected to " + linked + " and not to " + count + " peers within " + deadline);
        }
        try {
          linked.wait(leftNs / 1_000_000 + 1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted while waiting for peers", e);
        }
      }
    }
  }

  /** The id of the Node process that it lives in, or that drives its browser. */
  public long pid() {
    return requests.pid();
  }

  /** SIGKILL, or the page's end. */
  public void kill() {
    requests.kill();
  }

  @Override
  public void close() {
    requests.close();
  }

  private void event(JsonNode event) {
    if (event.has("sub")) {
      Subscription subscription = subscriptions.get(event.get("sub").textValue());
      if (subscription != null) {
        subscription.add(update(event));
      }
      return;
    }
    synchronized (linked) {
      String url = event.path("url").asText();
      switch (event.path("event").asText()) {
        case "hi" -> linked.add(url);
        case "bye" -> linked.remove(url);
        default -> throw new IllegalStateException("an event that nobody knows: " + event);
      }
      linked.notifyAll();
    }
  }

  private static Update update(JsonNode event) {
    return new Update(
        event.path("key").asText(),
        Optional.ofNullable(event.get("soul")).map(JsonNode::textValue),
        event.path("value"),
        event.get("at").doubleValue());
  }

  private ObjectNode onPath(String operation, List<?> path) {
    ObjectNode request = Conversation.request(operation);
    path.forEach(key -> request.withArray("path").add(tree(key)));
    return request;
  }

  private Subscription subscribe(ObjectNode request) {
    String id = Long.toString(lastSubscription.incrementAndGet());
    Subscription subscription = new Subscription();
    subscriptions.put(id, subscription);
    requests.send(request.put("sub", id)).join();
    return subscription;
  }

  private CompletableFuture<Optional<JsonNode>> value(ObjectNode request) {
    return requests.send(request).thenApply(answer -> Optional.ofNullable(answer.get("value")));
  }

  private CompletableFuture<String> user(ObjectNode request) {
    return requests
        .send(request)
        .thenApply(answer -> {
          if (answer.has("refusal")) {
            throw new GunJsException(answer.get("refusal").textValue());
          }
          return answer.path("pub").asText();
        });
  }

  private static CompletableFuture<Ack> acknowledged(CompletableFuture<JsonNode> answer) {
    return answer.thenApply(ack ->
        new Ack(
            ack.path("refusal").textValue(),
            ack.path("lack").asBoolean(),
            ack.path("sentAt").doubleValue(),
            ack.path("ackedAt").doubleValue()));
  }

  private static ObjectNode with(ObjectNode request, String name, @Nullable Object value) {
    request.set(name, tree(value));
    return request;
  }

  private static JsonNode tree(@Nullable Object value) {
    return NodeProcess.JSON.valueToTree(value);
  }
}

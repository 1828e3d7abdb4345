package io.gunrelay.e2e.embeddedapi.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.Change;
import io.gunrelay.e2e.embeddedapi.objects.ChangeLog;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import io.gunrelay.e2e.embeddedapi.requests.ApiException;
import io.gunrelay.e2e.embeddedapi.requests.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One watch: a JSON line for each change, until the client or the time has gone. */
final class WatchStream {
  /** Bookmarks are also how a client that has gone is noticed. */
  private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(10);

  private static final int DEFAULT_SECONDS = 1800;

  private final Objects objects;
  private final Target target;
  private final Predicate<ObjectNode> selector;
  private final boolean bookmarks;
  private final Duration longest;
  private final OutputStream out;

  WatchStream(Objects objects, Target target, Query query, OutputStream out) {
    this.objects = objects;
    this.target = target;
    this.selector = query.selector();
    this.bookmarks = query.flag("allowWatchBookmarks");
    this.longest = Duration.ofSeconds(query.number("timeoutSeconds", DEFAULT_SECONDS));
    this.out = out;
  }

  /**
   * Runs until the watch is over.
   *
   * @param from the revision after which changes are wanted; empty or 0: first what there is
   */
  void run(String from) throws IOException, InterruptedException {
    long endNs = System.nanoTime() + longest.toNanos();
    long revision = from.isEmpty() || from.equals("0") ? initial() : Long.parseLong(from);
    out.flush();
    ChangeLog log = objects.changes();
    while (!log.isClosed() && System.nanoTime() < endNs) {
      Optional<List<Change>> changes = log.after(revision, BOOKMARK_EVERY);
      if (changes.isEmpty()) {
        event("ERROR", ApiException.expired().status());
        out.flush();
        return;
      }
      for (Change change : changes.get()) {
        send(change);
        revision = change.revision();
      }
      if (changes.get().isEmpty() && bookmarks) {
        bookmark(revision);
      }
      out.flush();
    }
  }

  private long initial() throws IOException {
    Objects.Listing listing =
        objects.list(target.type().qualifiedPlural(), target.namespace(), this::matches);
    for (ObjectNode object : listing.items()) {
      event("ADDED", object);
    }
    return listing.revision();
  }

  private void send(Change change) throws IOException {
    if (!change.key().resource().equals(target.type().qualifiedPlural())
        || (!target.namespace().isEmpty()
            && !change.key().namespace().equals(target.namespace()))) {
      return;
    }
    Optional<ObjectNode> before = change.before().filter(this::matches);
    Optional<ObjectNode> after = change.after().filter(this::matches);
    if (after.isPresent()) {
      event(before.isPresent() ? "MODIFIED" : "ADDED", after.get());
    } else if (before.isPresent()) {
      ObjectNode last = before.get().deepCopy();
      last.withObject("/metadata").put("resourceVersion", Long.toString(change.revision()));
      event("DELETED", last);
    }
  }

  private boolean matches(ObjectNode object) {
    return (target.name().isEmpty() || object.at("/metadata/name").asText().equals(target.name()))
        && selector.test(object);
  }

  private void bookmark(long revision) throws IOException {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", target.type().kind())
            .put("apiVersion", target.type().apiVersion());
    object
        .putObject("metadata")
        .put("resourceVersion", Long.toString(revision))
        .putNull("creationTimestamp");
    event("BOOKMARK", object);
  }

  private void event(String type, ObjectNode object) throws IOException {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
    event.set("object", object);
    out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

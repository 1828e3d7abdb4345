package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Chromium without windows that reaches nothing but this machine, with a profile that is gone
 * afterwards. Pages come from sites on the loopback interface. Safe for use by several threads.
 */
public final class Browser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final AtomicLong lastPage = new AtomicLong();
  private final Requests requests;

  private Browser(Installation installation) {
    requests = new Requests(installation, "browser.mjs", DEADLINE, this::event);
  }

  /**
   * Starts one.
   *
   * @throws IllegalStateException when there is no Chromium, Node or gun.js; the message says what
   *     to do
   */
  public static Browser start(BrowserOptions options) {
    Path program = Chromium.find().orElseThrow(() -> new IllegalStateException(Chromium.MISSING));
    Browser browser = new Browser(Installation.find());
    ObjectNode launch = Conversation.request("launch").put("program", program.toString());
    launch.set("hosts", NodeProcess.JSON.valueToTree(options.hosts()));
    launch.set("trust", NodeProcess.JSON.valueToTree(options.trustedKeys()));
    try {
      browser.send(launch);
    } catch (RuntimeException e) {
      browser.close();
      throw e;
    }
    return browser;
  }

  /** Whether there is a Chromium to start. */
  public static boolean isInstalled() {
    return Chromium.find().isPresent();
  }

  /**
   * Serves this module's page, gun.js and its examples, below an origin of its own.
   *
   * @param relay what takes the WebSockets of the origin's {@code /gun}, as behind a reverse proxy
   * @return the origin
   */
  public URI serve(URI relay) {
    ObjectNode serve = Conversation.request("serve").put("relay", relay.getAuthority());
    return URI.create(send(serve).get("origin").textValue());
  }

  /** The same, without a relay behind it. */
  public URI serve() {
    return URI.create(send(Conversation.request("serve")).get("origin").textValue());
  }

  /**
   * Opens a page.
   *
   * @param profile what one profile keeps, another does not see
   */
  public Page open(String profile, URI url) {
    String name = "page-" + lastPage.incrementAndGet();
    Page page = new Page(requests, name);
    pages.put(name, page);
    send(page.request("open").put("profile", profile).put("url", url.toString()));
    return page;
  }

  /** Opens a page with a gun.js client in it. */
  public GunJsPage openGunJs(String profile, URI origin, ClientOptions options) {
    return GunJsPage.of(open(profile, origin.resolve("/page/index.html")), options);
  }

  /**
   * Loads this module's extension, with gun.js in its service worker, into the profile {@code own}.
   *
   * @return its origin
   */
  public URI extend() {
    String id = send(Conversation.request("extend")).get("extension").textValue();
    return URI.create("chrome-extension://" + id);
  }

  /** Ends every service worker, as a browser does to idle ones; how many there were. */
  public int stopWorkers() {
    return send(Conversation.request("stopWorkers")).get("stopped").intValue();
  }

  /** What pages last complained of, and what was last refused to them. */
  public String complaints() {
    return requests.errorTail();
  }

  @Override
  public void close() {
    try {
      send(Conversation.request("close"));
    } finally {
      requests.close();
    }
  }

  private JsonNode send(ObjectNode request) {
    return requests.send(request).join();
  }

  private void event(JsonNode event) {
    Page page = pages.get(event.path("page").asText());
    if (page != null) {
      page.receive(event);
    }
  }
}

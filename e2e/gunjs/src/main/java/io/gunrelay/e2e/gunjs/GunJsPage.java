package io.gunrelay.e2e.gunjs;

/**
 * A page with an unmodified gun.js in it that is set up as in applications: what it knows it keeps
 * in the profile's localStorage.
 */
public final class GunJsPage implements AutoCloseable {
  private final Page page;
  private final GunJsClient client;

  private GunJsPage(Page page, GunJsClient client) {
    this.page = page;
    this.client = client;
  }

  static GunJsPage of(Page page, ClientOptions options) {
    GunJsClient client =
        new GunJsClient(
            options,
            onEvent -> {
              page.onEvent(onEvent);
              return new PageConversation(page);
            });
    client.open();
    return new GunJsPage(page, client);
  }

  public GunJsClient client() {
    return client;
  }

  public Page page() {
    return page;
  }

  /** Loads the page anew; the client dials again, and its subscriptions are gone. */
  public void reload() {
    page.reload();
    client.open();
  }

  @Override
  public void close() {
    client.close();
  }
}

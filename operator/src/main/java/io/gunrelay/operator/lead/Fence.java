package io.gunrelay.operator.lead;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Lets a round write only as long as the Lease holds that it began under. A round that waits for a
 * slow API server does not know that its time is over: another operator may work by then, and what
 * it has decided is old. Looking is free.
 */
public final class Fence implements Interceptor {

  private static final String NAME = "gunrelay-fence";

  /** Which no API server takes a write for: it answers with status 403 or 405. */
  private static final String NOWHERE = "/version";

  private final Leadership leadership;

  public Fence(Leadership leadership) {
    this.leadership = leadership;
  }

  /** Has the client that is built ask it before each request. */
  public KubernetesClientBuilder around(KubernetesClientBuilder client) {
    return client.withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor(NAME, this));
  }

  /**
   * Called before each attempt to send a request: the first on the thread that sends it, later ones
   * on one of the client's own. What is thrown there nobody hears of, and the sender would wait for
   * ever; such a request goes where it does nothing.
   *
   * @throws FencedException when it is a write that may not be any more
   */
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (request.method().equals("GET") || leadership.mayWrite()) {
      return;
    }
    if (leadership.isInRound()) {
      throw new FencedException(request.method() + " " + request.uri().getPath());
    }
    builder.uri(request.uri().resolve(NOWHERE));
  }

  /** The round is over; the resource is looked at again by whoever works now. */
  public static final class FencedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FencedException(String what) {
      super("the Lease has ended meanwhile: not sent is " + what);
    }
  }
}

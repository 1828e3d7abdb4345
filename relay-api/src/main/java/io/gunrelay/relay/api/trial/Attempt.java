package io.gunrelay.relay.api.trial;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** One trial of an entry at one address. Blocks, and is over when its time is. */
final class Attempt {
  /** What fails when nothing is answered. */
  private enum Stage {
    NAME("is not found in DNS"),
    CONNECTION("cannot be connected to"),
    TLS("does not agree on TLS"),
    WEB_SOCKET("does not open a WebSocket"),
    WRITE("does not acknowledge a write"),
    READ("does not answer a read");

    private final String words;

    Stage(String words) {
      this.words = words;
    }
  }

  private final Target target;
  private final String address;
  private final boolean readOnly;
  private final String observer;
  private final Instant now;
  private final Duration time;
  private final RandomGenerator random;
  private Stage stage = Stage.NAME;
  private volatile boolean late;

  Attempt(
      Target target,
      String address,
      boolean readOnly,
      String observer,
      Instant now,
      Duration time,
      RandomGenerator random) {
    this.target = target;
    this.address = address;
    this.readOnly = readOnly;
    this.observer = observer;
    this.now = now;
    this.time = time;
    this.random = random;
  }

  /**
   * Tries.
   *
   * @return what there is to say though the entry serves; mostly nothing
   * @throws TrialException if it does not serve
   */
  String run() throws TrialException {
    try (Socket socket = new Socket()) {
      Thread deadline = Thread.ofVirtual().start(() -> closeInTime(socket));
      try {
        return talk(socket);
      } finally {
        deadline.interrupt();
      }
    } catch (IOException e) {
      throw new TrialException(stage.words + why(e));
    }
  }

  /** Whatever is waited for then ends. */
  private void closeInTime(Socket socket) {
    try {
      Thread.sleep(time);
      late = true;
      socket.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  private String talk(Socket socket) throws IOException, TrialException {
    InetAddress at = resolve();
    stage = Stage.CONNECTION;
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(at, target.port()), (int) time.toMillis());
    Socket line = target.secure() ? secured(socket) : socket;
    stage = Stage.WEB_SOCKET;
    WebSocketStream webSocket =
        new WebSocketStream(line.getInputStream(), line.getOutputStream(), random);
    if (!webSocket.open(target)) {
      return "has no place left for another client";
    }
    GunTalk talk = new GunTalk(webSocket, random, target.host(), observer, now);
    stage = Stage.WRITE;
    Optional<String> written = readOnly ? Optional.empty() : talk.write();
    stage = Stage.READ;
    talk.read(written);
    webSocket.close();
    return "";
  }

  private InetAddress resolve() throws IOException {
    FutureTask<InetAddress> answer = new FutureTask<>(() -> InetAddress.getByName(address));
    var _ = Thread.ofVirtual().start(answer);
    try {
      return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private SSLSocket secured(Socket socket) throws IOException, TrialException {
    stage = Stage.TLS;
    CertificateJudge judge = new CertificateJudge(target.host(), now);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {judge}, null);
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, target.host(), target.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      if (!target.isAddress()) {
        parameters.setServerNames(List.of(new SNIHostName(target.host())));
      }
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (SSLException e) {
      if (!judge.problem().isEmpty()) {
        throw new TrialException(judge.problem());
      }
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private String why(IOException failure) {
    if (late || failure instanceof SocketTimeoutException) {
      return " within %.1f s".formatted(time.toMillis() / 1_000.0);
    }
    if (failure instanceof UnknownHostException) {
      return "";
    }
    if (failure instanceof EOFException) {
      return ": the connection is closed";
    }
    String message = failure.getMessage();
    return ": " + (message == null ? failure.getClass().getSimpleName() : line(message));
  }

  private static String line(String text) {
    return text.lines().findFirst().orElse("").replaceAll("\\p{C}", "");
  }
}

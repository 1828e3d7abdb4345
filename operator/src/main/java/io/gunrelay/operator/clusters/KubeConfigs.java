package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads kubeconfigs that strangers wrote. Whoever may make a resource decides what stands there,
 * and must not thereby make the operator run a program, read a file (its own token, say, to send it
 * to a server of theirs), or speak without knowing with whom. So only what says all by itself is
 * taken.
 */
final class KubeConfigs {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  private KubeConfigs() {}

  /** Reads one. */
  static Config read(String text) throws RefusedException {
    var file = parse(text);
    var context =
        named(
            file.getContexts(),
            entry -> entry.getName(),
            entry -> entry.getContext(),
            "context",
            file.getCurrentContext());
    var cluster =
        named(
            file.getClusters(),
            entry -> entry.getName(),
            entry -> entry.getCluster(),
            "cluster",
            context.getCluster());
    var user =
        named(
            file.getUsers(),
            entry -> entry.getName(),
            entry -> entry.getUser(),
            "user",
            context.getUser());
    check(cluster);
    check(user);
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(server(cluster))
        .withCaCertData(base64(cluster.getCertificateAuthorityData(), "certificate-authority-data"))
        .withClientCertData(base64(user.getClientCertificateData(), "client-certificate-data"))
        .withClientKeyData(base64(user.getClientKeyData(), "client-key-data"))
        .withOauthToken(token(user))
        .withConnectionTimeout((int) CONNECT_TIMEOUT.toMillis())
        .withRequestTimeout((int) REQUEST_TIMEOUT.toMillis())
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private static io.fabric8.kubernetes.api.model.Config parse(String text) throws RefusedException {
    io.fabric8.kubernetes.api.model.@Nullable Config file;
    try {
      file =
          new KubernetesSerialization()
              .unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
    } catch (RuntimeException | StackOverflowError e) {
      // The latter from an alias that stands within what it stands for.
      throw new RefusedException("is no kubeconfig: it cannot be read as YAML or JSON");
    }
    if (file == null) {
      throw new RefusedException("is empty");
    }
    return file;
  }

  private static <E, T> T named(
      @Nullable List<E> entries,
      Function<E, @Nullable String> name,
      Function<E, @Nullable T> value,
      String what,
      @Nullable String wanted)
      throws RefusedException {
    if (wanted == null || wanted.isBlank()) {
      throw new RefusedException(
          what.equals("context")
              ? "has no current-context"
              : "names no " + what + " in its context");
    }
    for (var entry : entries == null ? List.<E>of() : entries) {
      var found = value.apply(entry);
      if (wanted.equals(name.apply(entry)) && found != null) {
        return found;
      }
    }
    throw new RefusedException("has no " + what + " of the name that it refers to");
  }

  private static void check(Cluster cluster) throws RefusedException {
    if (Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify())) {
      throw new RefusedException(
          "says insecure-skip-tls-verify: give certificate-authority-data instead");
    }
    refuseFile("certificate-authority", cluster.getCertificateAuthority());
    refuse("proxy-url", cluster.getProxyUrl());
    refuse("tls-server-name", cluster.getTlsServerName());
  }

  private static void check(AuthInfo user) throws RefusedException {
    refuseFile("client-certificate", user.getClientCertificate());
    refuseFile("client-key", user.getClientKey());
    refuse("exec", user.getExec());
    refuse("auth-provider", user.getAuthProvider());
    refuse("username", user.getUsername());
    refuse("as", user.getAs());
    if (user.getTokenFile() != null) {
      throw new RefusedException("names a file as tokenFile: give token, with what is in the file");
    }
    if (user.getToken() == null && user.getClientCertificateData() == null) {
      throw new RefusedException(
          "has nothing to log in with: give token, or client-certificate-data and client-key-data");
    }
  }

  private static void refuseFile(String field, @Nullable String path) throws RefusedException {
    if (path != null && !path.isEmpty()) {
      throw new RefusedException(
          "names a file as " + field + ": give " + field + "-data, with what is in the file");
    }
  }

  private static void refuse(String field, @Nullable Object value) throws RefusedException {
    if (value != null && !value.equals("")) {
      throw new RefusedException(
          "uses "
              + field
              + ", which is not taken: give a token or a client certificate that stands in it");
    }
  }

  private static String server(Cluster cluster) throws RefusedException {
    var text = Optional.ofNullable(cluster.getServer()).orElse("");
    try {
      var server = new URI(text);
      if ("https"
              .equals(Optional.ofNullable(server.getScheme()).orElse("").toLowerCase(Locale.ROOT))
          && server.getHost() != null
          && server.getUserInfo() == null
          && server.getQuery() == null
          && server.getFragment() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // What is wrong with it is said below.
    }
    throw new RefusedException("must have a server that begins with https:// and a host's name");
  }

  private static @Nullable String base64(@Nullable String data, String field)
      throws RefusedException {
    if (data == null || data.isEmpty()) {
      return null;
    }
    try {
      Base64.getDecoder().decode(data);
      return data;
    } catch (IllegalArgumentException e) {
      throw new RefusedException("has no Base64 in " + field);
    }
  }

  private static @Nullable String token(AuthInfo user) throws RefusedException {
    var token = user.getToken();
    if (token == null) {
      return null;
    }
    var stripped = token.strip();
    if (stripped.isEmpty() || stripped.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new RefusedException("has a token with characters that no token has");
    }
    return stripped;
  }

  /** Says what is wrong with a kubeconfig and what to do, and nothing that stands in it. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}

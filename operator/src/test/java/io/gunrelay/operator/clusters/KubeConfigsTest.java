package io.gunrelay.operator.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gunrelay.operator.clusters.KubeConfigs.RefusedException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant may put into a kubeconfig, and what not. */
class KubeConfigsTest {

  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      current-context: c
      contexts:
      - {name: other, context: {cluster: none, user: none}}
      - {name: c, context: {cluster: k, user: u}}
      clusters:
      - name: k
        cluster:
          server: "https://east.example.com:6443"
          certificate-authority-data: Y2E=
      users:
      - name: u
        user:
          token: " secret-token\\n"
      """;

  @Test
  void aTokenAndAnAuthorityThatStandInItAreTaken() throws Exception {
    var config = KubeConfigs.read(GOOD);

    assertThat(config.getMasterUrl()).startsWith("https://east.example.com:6443");
    assertThat(config.getOauthToken()).isEqualTo("secret-token");
    assertThat(config.getCaCertData()).isEqualTo("Y2E=");
  }

  @Test
  void nothingOfTheOperatorsOwnSurroundingsIsAdded() throws Exception {
    var config = KubeConfigs.read(with("token:", "client-certificate-data: Y2VydA==\n    x:"));

    assertThat(config.getOauthToken()).isNull();
    assertThat(config.getClientCertData()).isEqualTo("Y2VydA==");
    assertThat(config.getNamespace()).isNull();
    assertThat(config.getHttpsProxy()).isNull();
    assertThat(config.isTrustCerts()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exec: {command: sh}                      | uses exec, which is not taken
          auth-provider: {name: gcp}               | uses auth-provider, which is not taken
          tokenFile: /var/run/secrets/token        | names a file as tokenFile: give token
          client-certificate: /etc/cert            | names a file as client-certificate: give client-certificate-data
          client-key: /etc/key                     | names a file as client-key: give client-key-data
          username: admin                          | uses username, which is not taken
          as: system:admin                         | uses as, which is not taken
          token: "a b"                             | has a token with characters that no token has
          client-certificate-data: '?'             | has no Base64 in client-certificate-data
          x: y                                     | has nothing to log in with
          """)
  void aUserThatIsNotInItIsRefused(String user, String why) {
    assertThat(refusal(text -> text.replace("token: \" secret-token\\n\"", user))).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          certificate-authority: /etc/ca           | names a file as certificate-authority
          insecure-skip-tls-verify: true           | give certificate-authority-data instead
          proxy-url: http://proxy.example.com      | uses proxy-url, which is not taken
          tls-server-name: other.example.com       | uses tls-server-name, which is not taken
          """)
  void aClusterThatIsNotInItIsRefused(String cluster, String why) {
    assertThat(refusal(text -> text.replace("certificate-authority-data: Y2E=", cluster)))
        .contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://east.example.com",
        "file:///etc/passwd",
        "https://user:password@east.example.com",
        "https:///x",
        "east.example.com",
        "https://east.example.com?x=y",
        "https://[",
      })
  void aServerThatIsNoPlainHttpsAddressIsRefused(String server) {
    assertThat(refusal(text -> text.replace("https://east.example.com:6443", server)))
        .contains("must have a server that begins with https://");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          current-context: c     | current-context: d    | has no context of the name that it refers to
          current-context: c     | x: c                  | has no current-context
          {cluster: k, user: u}  | {user: u}             | names no cluster in its context
          name: k                | name: l               | has no cluster of the name that it refers to
          name: u                | name: v               | has no user of the name that it refers to
          """)
  void oneThatDoesNotHoldTogetherIsRefused(String part, String other, String why) {
    assertThat(refusal(text -> text.replace(part, other))).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "just words", "[1, 2]", "{", "a: &a [*a, *a]"})
  void whatIsNoKubeConfigIsRefused(String text) {
    assertThat(refusal(good -> text)).isNotEmpty();
  }

  @Test
  void aRefusalTellsNothingOfWhatStandsInIt() {
    assertThat(refusal(text -> text.replace("secret-token", "secret token")))
        .doesNotContain("secret token");
  }

  private static String with(String part, String other) {
    return GOOD.replace(part, other);
  }

  private static String refusal(UnaryOperator<String> change) {
    return catchThrowableOfType(RefusedException.class, () -> KubeConfigs.read(change.apply(GOOD)))
        .why();
  }
}

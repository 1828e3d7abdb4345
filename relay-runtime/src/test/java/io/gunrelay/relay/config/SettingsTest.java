package io.gunrelay.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Machine MACHINE = new Machine("box", 4L << 30);

  @TempDir Path folder;

  @Test
  void withoutAnySourceDefaultsHold() throws Exception {
    Settings settings = Settings.resolve(Map.of(), "", Map.of("PATH", "/bin"), MACHINE);

    RelayConfig config = settings.toConfig();
    assertThat(config.port()).isEqualTo(8765);
    assertThat(config.name()).isEqualTo("box");
    assertThat(config.cacheBytes()).isEqualTo(1L << 30);
    assertThat(config.maxMessageBytes()).isEqualTo(8 << 20);
    assertThat(config.replication().replicateWith()).isEmpty();
    assertThat(settings.source(Option.PORT)).isEqualTo("default");
  }

  @Test
  void aCertificateIsTakenOnlyTogetherWithItsKey() throws Exception {
    assertThatThrownBy(() -> resolve(Map.of(Option.TLS_CERT, "tls.crt")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("--tls-cert", "needs --tls-key");
    assertThatThrownBy(() -> resolve(Map.of(Option.ADMIN_TLS_CA, "ca.crt")))
        .hasMessageContainingAll("--admin-tls-ca", "needs --admin-tls-cert");
    assertThatThrownBy(() ->
            resolve(Map.of(Option.REPLICATION_TLS_CERT, "a", Option.REPLICATION_TLS_KEY, "b")))
        .hasMessageContainingAll("--replication-tls-cert", "needs --replication-tls-ca");
    TlsConfig tls =
        resolve(Map.of(Option.TLS_CERT, "a", Option.TLS_KEY, "b", Option.TLS_MIN_VERSION, "1.2"))
            .toConfig()
            .edge()
            .tls();
    assertThat(tls.clients()).isEqualTo(new TlsFiles("a", "b", ""));
    assertThat(tls.least()).isEqualTo(TlsVersion.TLS_1_2);
    assertThat(tls.admin()).isEqualTo(TlsFiles.NONE);
  }

  @Test
  void relaysSpeakTlsUnlessPlainTcpIsAskedFor() throws Exception {
    Map<Option, String> peer = Map.of(Option.REPLICATE_WITH, "other:8766");
    assertThatThrownBy(() -> resolve(peer))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "relays speak TLS with each other",
            "--replication-tls-cert, --replication-tls-key, --replication-tls-ca",
            "--replication-insecure true");
    Map<Option, String> insecure = new EnumMap<>(peer);
    insecure.put(Option.REPLICATION_INSECURE, "true");
    assertThat(resolve(insecure).toConfig().replication().insecure()).isTrue();
    Map<Option, String> both = new EnumMap<>(insecure);
    both.put(Option.REPLICATION_TLS_CERT, "a");
    both.put(Option.REPLICATION_TLS_KEY, "b");
    both.put(Option.REPLICATION_TLS_CA, "c");
    assertThatThrownBy(() -> resolve(both))
        .hasMessageContainingAll("--replication-insecure", "--replication-tls-cert", "exclude");
    both.put(Option.REPLICATION_INSECURE, "false");
    assertThat(resolve(both).toConfig().edge().tls().replication())
        .isEqualTo(new TlsFiles("a", "b", "c"));
  }

  private static Settings resolve(Map<Option, String> flags) throws ConfigException {
    return Settings.resolve(flags, "", Map.of(), MACHINE);
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
    String file = file("port: 1\nadminPort: 1\nreplicationPort: 1\n");
    Settings settings =
        Settings.resolve(
            Map.of(Option.PORT, "3"),
            "",
            Map.of("GUN_RELAY_CONFIG", file, "GUN_RELAY_PORT", "2", "GUN_RELAY_ADMIN_PORT", "2"),
            MACHINE);

    assertThat(settings.text(Option.PORT)).isEqualTo("3");
    assertThat(settings.source(Option.PORT)).isEqualTo("the flag --port");
    assertThat(settings.text(Option.ADMIN_PORT)).isEqualTo("2");
    assertThat(settings.source(Option.ADMIN_PORT))
        .isEqualTo("the environment variable GUN_RELAY_ADMIN_PORT");
    assertThat(settings.text(Option.REPLICATION_PORT)).isEqualTo("1");
    assertThat(settings.source(Option.REPLICATION_PORT))
        .isEqualTo(file + ", line 3, replicationPort");
  }

  @Test
  void everyKindOfValueIsReadFromTheFile() throws Exception {
    String file =
        file(
            """
            # a comment
            region: west
            replicateWith:
            - peers.example.svc:8766
            - "[::1]:9"
            replicationInsecure: true
            logFormat: json
            maxMessageBytes: 4Mi
            cacheBytes: 268435456
            shutdownGraceSeconds: 30
            """);

    RelayConfig config = Settings.resolve(Map.of(), file, Map.of(), MACHINE).toConfig();

    assertThat(config.replication().region()).isEqualTo("west");
    assertThat(config.replication().replicateWith())
        .isEqualTo(List.of(new Address("peers.example.svc", 8766), new Address("::1", 9)));
    assertThat(config.logFormat()).isEqualTo("json");
    assertThat(config.maxMessageBytes()).isEqualTo(4 << 20);
    assertThat(config.cacheBytes()).isEqualTo(256 << 20);
    assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anEmptyFileAndAnEmptyListSayNothing() throws Exception {
    assertThat(Settings.resolve(Map.of(), file(""), Map.of(), MACHINE).toConfig().port())
        .isEqualTo(8765);
    assertThat(
            Settings.resolve(Map.of(), file("replicateWith: []\n"), Map.of(), MACHINE)
                .toConfig()
                .replication()
                .replicateWith())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: abc | , line 1, port: \"abc\" cannot be used; give a whole number from 0 to 65535",
        "port: 70000 | , line 1, port: \"70000\" cannot be used",
        "prot: 1 | , line 1: prot is not an option (did you mean port?); remove it",
        "zzzzzz: 1 | , line 1: zzzzzz is not an option; remove it",
        "logFormat: xml | give one of json, text",
        "maxMessageBytes: 5GiB | such as 8388608 or 8MiB",
        "replicateWith: nowhere | give addresses such as",
        "port: | port needs a value",
        "port: [1] | port needs a value",
        "[1] | expected keys and values",
        "port: \"1 | is not YAML",
      })
  void whatIsWrongInTheFileIsNamedWithItsLineAndTheRemedy(String text, String message)
      throws IOException {
    String file = file(text);
    assertThatThrownBy(() -> Settings.resolve(Map.of(), file, Map.of(), MACHINE))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file)
        .hasMessageContaining(message);
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() throws IOException {
    String file = file("port: 1\nport: 2\n");
    assertThatThrownBy(() -> Settings.resolve(Map.of(), file, Map.of(), MACHINE))
        .hasMessage(file + ", line 2: port stands twice; remove one");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    String file = folder.resolve("none.yaml").toString();
    assertThatThrownBy(() -> Settings.resolve(Map.of(), file, Map.of(), MACHINE))
        .hasMessageContaining(file + " does not exist");
    assertThatThrownBy(() -> Settings.resolve(Map.of(), folder.toString(), Map.of(), MACHINE))
        .hasMessageContaining(folder + " cannot be read");
  }

  @Test
  void aValueThatIsOverriddenMustBeRightToo() {
    assertThatThrownBy(() ->
            Settings.resolve(Map.of(Option.PORT, "1"), "", Map.of("GUN_RELAY_PORT", "x"), MACHINE))
        .hasMessageStartingWith("the environment variable GUN_RELAY_PORT: \"x\" cannot be used");
  }

  @Test
  void anUnknownVariableIsNamedWithWhatWasMeant() {
    assertThatThrownBy(
            () -> Settings.resolve(Map.of(), "", Map.of("GUN_RELAY_DATADIR", "/x"), MACHINE))
        .hasMessage(
            "the environment variable GUN_RELAY_DATADIR is not known (did you mean"
                + " GUN_RELAY_DATA_DIR?); unset it");
  }

  @Test
  void whatKubernetesSetsForAServiceOfThatNameIsNotTakenForOptions() throws Exception {
    Settings settings =
        Settings.resolve(
            Map.of(),
            "",
            Map.of(
                "GUN_RELAY_PORT", "tcp://10.0.0.1:8765",
                "GUN_RELAY_SERVICE_HOST", "10.0.0.1",
                "GUN_RELAY_SERVICE_PORT_GUN", "8765",
                "GUN_RELAY_WEST_PORT_8765_TCP_ADDR", "10.0.0.1"),
            MACHINE);

    assertThat(settings.source(Option.PORT)).isEqualTo("default");
  }

  @Test
  void theThreeSpellingsOfAnOptionBelongTogether() {
    assertThat(Option.MAX_SUBSCRIPTIONS_PER_CONNECTION.flag())
        .isEqualTo("--max-subscriptions-per-connection");
    assertThat(Option.MAX_SUBSCRIPTIONS_PER_CONNECTION.variable())
        .isEqualTo("GUN_RELAY_MAX_SUBSCRIPTIONS_PER_CONNECTION");
    assertThat(Option.MAX_SUBSCRIPTIONS_PER_CONNECTION.key())
        .isEqualTo("maxSubscriptionsPerConnection");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("relay.yaml"), text).toString();
  }
}

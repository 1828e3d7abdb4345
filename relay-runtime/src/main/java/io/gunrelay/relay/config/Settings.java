package io.gunrelay.relay.config;

import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.peers.net.PeeringSettings;
import io.gunrelay.relay.sea.Encryption;
import io.gunrelay.relay.sea.SeaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The value of every option and where it came from: flag over environment over file over default.
 */
public final class Settings {
  private static final String BY_DEFAULT = "default";

  private final Map<Option, Given> values;

  private Settings(Map<Option, Given> values) {
    this.values = values;
  }

  /**
   * Puts the sources together.
   *
   * @param flags as on the command line, each at most once
   * @param file the YAML file, or the empty text
   * @param machine gives the defaults that depend on the machine
   * @throws ConfigException at the first value that cannot be used
   */
  public static Settings resolve(
      Map<Option, String> flags, String file, Map<String, String> environment, Machine machine)
      throws ConfigException {
    List<Given> byPrecedence = new ArrayList<>();
    for (Option option : Option.values()) {
      String text = option.defaultText();
      byPrecedence.add(
          new Given(option, text.isEmpty() ? machine.defaultOf(option) : text, BY_DEFAULT));
    }
    String path = file.isEmpty() ? environment.getOrDefault(EnvironmentSource.CONFIG, "") : file;
    if (!path.isEmpty()) {
      byPrecedence.addAll(FileSource.read(Path.of(path)));
    }
    byPrecedence.addAll(EnvironmentSource.read(environment));
    flags.forEach(
        (option, text) -> byPrecedence.add(new Given(option, text, "the flag " + option.flag())));

    Map<Option, Given> values = new EnumMap<>(Option.class);
    for (Given given : byPrecedence) {
      check(given);
      values.put(given.option(), given);
    }
    Settings settings = new Settings(values);
    EdgeSettings.check(settings);
    return settings;
  }

  /** A value that another one overrides must be right, too: it is a mistake that waits. */
  private static void check(Given given) throws ConfigException {
    Kind kind = given.option().kind();
    if (!kind.fits(given.text())) {
      throw new ConfigException(
          "%s: \"%s\" cannot be used; give %s"
              .formatted(given.source(), given.text(), kind.wanted()));
    }
  }

  /** The value as text. */
  public String text(Option option) {
    return given(option).text();
  }

  /** Where the value came from, in words. */
  public String source(Option option) {
    return given(option).source();
  }

  private Given given(Option option) {
    Given given = values.get(option);
    if (given == null) {
      throw new IllegalStateException("every option has a default");
    }
    return given;
  }

  /** The values as the relay uses them. */
  public RelayConfig toConfig() {
    return new RelayConfig(
        text(Option.BIND_ADDRESS),
        whole(Option.PORT),
        whole(Option.ADMIN_PORT),
        whole(Option.REPLICATION_PORT),
        Path.of(text(Option.DATA_DIR)),
        text(Option.NAME),
        text(Option.LOG_FORMAT),
        text(Option.LOG_LEVEL),
        ReplicationConfig.of(this),
        whole(Option.MAX_CONNECTIONS),
        Math.toIntExact(Kind.Size.bytes(text(Option.MAX_MESSAGE_BYTES))),
        whole(Option.MAX_SUBSCRIPTIONS_PER_CONNECTION),
        Kind.Size.bytes(text(Option.CACHE_BYTES)),
        Duration.ofSeconds(whole(Option.SHUTDOWN_GRACE_SECONDS)),
        new SeaSettings(
            text(Option.SIGNED_ONLY).equalsIgnoreCase("true"),
            Encryption.valueOf(text(Option.ENCRYPTION).toUpperCase(Locale.ROOT)),
            Kind.Patterns.list(text(Option.CIPHERTEXT_SHAPES))),
        new DrainSettings(Kind.Urls.list(text(Option.DRAIN_URL)), whole(Option.DRAIN_RATE)),
        peers(),
        EdgeSettings.of(this),
        ObserveConfig.of(this));
  }

  private PeeringSettings peers() {
    String authority = text(Option.PEER_CA);
    return new PeeringSettings(
        Kind.Urls.list(text(Option.PEER)).stream().map(URI::create).toList(),
        authority.isBlank() ? null : Path.of(authority),
        text(Option.PEER_FILL).equalsIgnoreCase("true"));
  }

  private int whole(Option option) {
    return Integer.parseInt(text(option));
  }
}

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
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value of every option and where it came from: flag over environment over file over default.
 */
public final class Settings {
  private static final String BY_DEFAULT = "default";

  private final Sources sources;
  private final Map<Option, Given> values;

  private Settings(Sources sources, Map<Option, Given> values) {
    this.sources = sources;
    this.values = values;
  }

  /** What settings are put together from. */
  private record Sources(
      Map<Option, String> flags,
      @Nullable ConfigFile file,
      Map<String, String> environment,
      Machine machine) {}

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
    String path = file.isEmpty() ? environment.getOrDefault(EnvironmentSource.CONFIG, "") : file;
    return resolve(
        new Sources(
            Map.copyOf(flags),
            path.isEmpty() ? null : ConfigFile.read(Path.of(path)),
            Map.copyOf(environment),
            machine));
  }

  private static Settings resolve(Sources sources) throws ConfigException {
    List<Given> byPrecedence = new ArrayList<>();
    for (Option option : Option.values()) {
      String text = option.defaultText();
      byPrecedence.add(
          new Given(
              option, text.isEmpty() ? sources.machine().defaultOf(option) : text, BY_DEFAULT));
    }
    ConfigFile file = sources.file();
    if (file != null) {
      byPrecedence.addAll(FileSource.read(file));
    }
    byPrecedence.addAll(EnvironmentSource.read(sources.environment()));
    sources
        .flags()
        .forEach((option, text) ->
            byPrecedence.add(new Given(option, text, "the flag " + option.flag())));

    Map<Option, Given> values = new EnumMap<>(Option.class);
    for (Given given : byPrecedence) {
      check(given);
      values.put(given.option(), given);
    }
    return checked(sources, values);
  }

  private static Settings checked(Sources sources, Map<Option, Given> values)
      throws ConfigException {
    Settings settings = new Settings(sources, values);
    EdgeSettings.check(settings);
    return settings;
  }

  /** The file that they were read from, if there is one, as it was then. */
  public Optional<ConfigFile> file() {
    return Optional.ofNullable(sources.file());
  }

  /**
   * What flags, environment and defaults make together with another state of the file.
   *
   * @throws ConfigException at the first value that cannot be used
   */
  public Settings reread(ConfigFile file) throws ConfigException {
    return resolve(new Sources(sources.flags(), file, sources.environment(), sources.machine()));
  }

  /**
   * These, but for the options that a running relay takes: they have the values of the others.
   *
   * @throws ConfigException if the two do not go together
   */
  public Settings taking(Settings others) throws ConfigException {
    Map<Option, Given> mixed = new EnumMap<>(values);
    for (Option option : Option.values()) {
      if (option.isLive()) {
        mixed.put(option, others.given(option));
      }
    }
    return checked(others.sources, mixed);
  }

  /** The options that have another value there. */
  public List<Option> changedIn(Settings others) {
    return Stream.of(Option.values())
        .filter(option -> !text(option).equals(others.text(option)))
        .toList();
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

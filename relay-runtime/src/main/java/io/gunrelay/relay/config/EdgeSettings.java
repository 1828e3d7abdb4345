package io.gunrelay.relay.config;

import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import java.util.List;

/** Reads what {@link EdgeConfig} holds, and what of it goes together. */
final class EdgeSettings {
  private static final List<Option> CLIENT_TLS = List.of(Option.TLS_CERT, Option.TLS_KEY);
  private static final List<Option> ADMIN_TLS =
      List.of(Option.ADMIN_TLS_CERT, Option.ADMIN_TLS_KEY, Option.ADMIN_TLS_CA);
  private static final List<Option> REPLICATION_TLS =
      List.of(Option.REPLICATION_TLS_CERT, Option.REPLICATION_TLS_KEY, Option.REPLICATION_TLS_CA);

  private EdgeSettings() {}

  static void check(Settings settings) throws ConfigException {
    together(settings, CLIENT_TLS);
    together(settings, REPLICATION_TLS);
    together(settings, ADMIN_TLS.subList(0, 2));
    if (isGiven(settings, Option.ADMIN_TLS_CA)) {
      together(settings, ADMIN_TLS);
    }
  }

  /** One without the others is a port that is less safe than somebody believes. */
  private static void together(Settings settings, List<Option> options) throws ConfigException {
    for (Option given : options) {
      for (Option missing : options) {
        if (isGiven(settings, given) && !isGiven(settings, missing)) {
          throw new ConfigException(
              "%s: %s needs %s as well; give both or neither"
                  .formatted(settings.source(given), given.flag(), missing.flag()));
        }
      }
    }
  }

  private static boolean isGiven(Settings settings, Option option) {
    return !settings.text(option).isBlank();
  }

  static EdgeConfig of(Settings settings) {
    return new EdgeConfig(
        new TlsFiles(settings.text(Option.TLS_CERT), settings.text(Option.TLS_KEY), ""),
        TlsVersion.of(settings.text(Option.TLS_MIN_VERSION)),
        files(settings, ADMIN_TLS),
        files(settings, REPLICATION_TLS));
  }

  private static TlsFiles files(Settings settings, List<Option> options) {
    return new TlsFiles(
        settings.text(options.get(0)),
        settings.text(options.get(1)),
        settings.text(options.get(2)));
  }
}

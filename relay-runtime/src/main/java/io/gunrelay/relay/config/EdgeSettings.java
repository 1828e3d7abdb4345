package io.gunrelay.relay.config;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.gunrelay.relay.limits.Rate;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import java.util.List;
import java.util.stream.Collectors;

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
    if (saysYes(settings, Option.PROXY_PROTOCOL)) {
      together(settings, List.of(Option.PROXY_PROTOCOL, Option.TRUSTED_PROXIES));
    }
    oneWayToReplicate(settings);
  }

  /** Plain TCP is never what happens because something was forgotten. */
  private static void oneWayToReplicate(Settings settings) throws ConfigException {
    boolean tls = isGiven(settings, Option.REPLICATION_TLS_CERT);
    boolean insecure = saysYes(settings, Option.REPLICATION_INSECURE);
    if (tls && insecure) {
      throw new ConfigException(
          "%s: %s and %s exclude each other; give the files for TLS, or plain TCP"
              .formatted(
                  settings.source(Option.REPLICATION_INSECURE),
                  Option.REPLICATION_INSECURE.flag(),
                  Option.REPLICATION_TLS_CERT.flag()));
    }
    if (!tls && !insecure && isGiven(settings, Option.REPLICATE_WITH)) {
      throw new ConfigException(
          "%s: relays speak TLS with each other; give %s, or, where nobody else is on the network, %s true"
              .formatted(
                  settings.source(Option.REPLICATE_WITH),
                  REPLICATION_TLS.stream().map(Option::flag).collect(Collectors.joining(", ")),
                  Option.REPLICATION_INSECURE.flag()));
    }
  }

  static boolean saysYes(Settings settings, Option option) {
    return settings.text(option).equalsIgnoreCase("true");
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
        new TlsConfig(
            new TlsFiles(settings.text(Option.TLS_CERT), settings.text(Option.TLS_KEY), ""),
            TlsVersion.of(settings.text(Option.TLS_MIN_VERSION)),
            files(settings, ADMIN_TLS),
            files(settings, REPLICATION_TLS)),
        TrustedProxies.parse(settings.text(Option.TRUSTED_PROXIES)).orElseThrow(),
        saysYes(settings, Option.PROXY_PROTOCOL),
        AllowedOrigins.parse(settings.text(Option.ALLOWED_ORIGINS)).orElseThrow(),
        FleetEntries.parse(settings.text(Option.ENTRIES)).orElseThrow(),
        saysYes(settings, Option.COMPRESSION),
        limits(settings),
        new OrdersConfig(
            TrustedProxies.parse(settings.text(Option.ADMIN_ORDERS_FROM)).orElseThrow().ranges(),
            settings.text(Option.ADMIN_TOKEN_FILE)));
  }

  private static LimitSettings limits(Settings settings) {
    return new LimitSettings(
        new Rates(
            rate(settings, Option.MAX_CONNECTIONS_PER_SECOND),
            rate(settings, Option.MAX_MESSAGES_PER_SECOND),
            rate(settings, Option.MAX_BYTES_PER_SECOND)),
        new Rates(
            rate(settings, Option.MAX_CONNECTIONS_PER_SECOND_PER_ADDRESS),
            rate(settings, Option.MAX_MESSAGES_PER_SECOND_PER_ADDRESS),
            rate(settings, Option.MAX_BYTES_PER_SECOND_PER_ADDRESS)),
        new Rates(
            Rate.UNLIMITED,
            rate(settings, Option.MAX_MESSAGES_PER_SECOND_PER_KEY),
            rate(settings, Option.MAX_BYTES_PER_SECOND_PER_KEY)),
        Math.toIntExact(number(settings, Option.MAX_CONNECTIONS_PER_ADDRESS)),
        number(settings, Option.MAX_SUBSCRIPTIONS),
        Math.toIntExact(number(settings, Option.MAX_SUBSCRIPTIONS_PER_ADDRESS)),
        number(settings, Option.MAX_UNACKNOWLEDGED_BYTES_PER_ADDRESS),
        number(settings, Option.MAX_DEFERRED_BYTES_PER_ADDRESS),
        number(settings, Option.MAX_DEFERRED_BYTES_PER_KEY));
  }

  private static Rate rate(Settings settings, Option option) {
    return new Rate(number(settings, option));
  }

  /** A size in bytes without a unit is a number like any other. */
  private static long number(Settings settings, Option option) {
    return Kind.Size.bytes(settings.text(option));
  }

  private static TlsFiles files(Settings settings, List<Option> options) {
    return new TlsFiles(
        settings.text(options.get(0)),
        settings.text(options.get(1)),
        settings.text(options.get(2)));
  }
}

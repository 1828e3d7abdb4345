package io.gunrelay.operator.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.gunrelay.api.v1alpha1.FailoverMode;
import io.gunrelay.operator.fleet.Durability;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.GracePeriod;
import io.gunrelay.operator.fleet.Limits;
import io.gunrelay.operator.fleet.Monitoring;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Security;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.FileDigest;
import io.gunrelay.relay.api.LiveOptions;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The relays' configuration file: what is the same in every pod of a region. */
final class RelayConfigMap {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .stringQuotingChecker(new NumbersQuoted())
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build());

  /**
   * Also texts that readers take for numbers of any kind: hexadecimal, with exponent, in sixties.
   */
  private static final class NumbersQuoted extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;
    private static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?[.]?[0-9][0-9a-zA-Z_+-]*([.][0-9a-zA-Z_+-]*)?|[-+]?[0-9]+(:[0-5]?[0-9])+");

    @Override
    public boolean needToQuoteValue(String value) {
      return NUMBER.matcher(value).matches() || super.needToQuoteValue(value);
    }
  }

  private static final int HALF_A_HEARTBEAT_MS = 500;

  private RelayConfigMap() {}

  static ConfigMap of(Fleet fleet, Region region) {
    return new ConfigMapBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, Names.relaySet(fleet.owner(), region)))
        .withData(Map.of(Names.CONFIG_FILE, yaml(file(fleet, region))))
        .build();
  }

  /**
   * Changes when the file does in what takes a restart, so that it can stand in the pod template
   * and roll the pods. What relays take while they run is left out.
   */
  static String hash(Fleet fleet, Region region) {
    var file = file(fleet, region);
    file.keySet().removeAll(LiveOptions.KEYS);
    return FileDigest.of(yaml(file).getBytes(StandardCharsets.UTF_8));
  }

  private static String yaml(Map<String, Object> file) {
    try {
      return YAML.writeValueAsString(file);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where clients are handed over to: the entry, if it is known that it has a certificate. A relay
   * of an entry without one goes by what each client's upgrade says: TLS may end before the entry.
   * So does one whose clients may have come by the region's own host.
   */
  private static Optional<String> drainUrl(Fleet fleet, Region region) {
    var entry = fleet.entry();
    return entry == null || entry.tlsSecret() == null || region.host() != null
        ? Optional.empty()
        : Optional.of("wss://" + entry.host() + RelayIngress.GUN_PATH);
  }

  /**
   * What clients are told that ask how to come. Where no region has a host of its own there is
   * nothing that the relay does not know from who asks; nor does the operator know the scheme of an
   * entry without a certificate, as TLS may end before it.
   */
  private static List<String> entries(Fleet fleet) {
    var entry = fleet.entry();
    if (entry == null || fleet.allRegions().stream().allMatch(region -> region.host() == null)) {
      return List.of();
    }
    var scheme = entry.tlsSecret() == null ? "//" : "wss://";
    return Stream.concat(
            Stream.of(scheme + entry.host() + RelayIngress.GUN_PATH),
            fleet.allRegions().stream()
                .filter(region -> region.host() != null)
                .map(
                    region -> region.name() + "=" + scheme + region.host() + RelayIngress.GUN_PATH))
        .toList();
  }

  private static Map<String, Object> file(Fleet fleet, Region region) {
    var limits = fleet.limits();
    var file = new LinkedHashMap<String, Object>();
    file.put("region", region.name());
    file.put("replicateWith", peers(fleet));
    durability(fleet.revision().durability(), file);
    fence(fleet, file);
    file.put("maxConnections", limits.connections());
    file.put("maxMessageBytes", limits.messageBytes());
    file.put("maxSubscriptionsPerConnection", limits.subscriptionsPerConnection());
    bounds("", limits.relay(), file);
    bounds("PerAddress", limits.address(), file);
    bounds("PerKey", limits.key(), file);
    var entry = fleet.entry();
    if (entry != null && !entry.trustedProxies().isEmpty()) {
      file.put("trustedProxies", entry.trustedProxies());
    }
    var entries = entries(fleet);
    if (!entries.isEmpty()) {
      file.put("entries", entries);
    }
    drainUrl(fleet, region).ifPresent(url -> file.put("drainUrl", url));
    file.put("drainRate", GracePeriod.DRAIN_RATE);
    file.put("shutdownGraceSeconds", fleet.revision().drainSeconds());
    security(fleet.security(), file);
    file.put("logFormat", "json");
    if (!fleet.monitoring().logLevel().equals(Monitoring.USUAL.logLevel())) {
      file.put("logLevel", fleet.monitoring().logLevel());
    }
    return file;
  }

  private static List<String> peers(Fleet fleet) {
    var peers = new ArrayList<String>();
    peers.add(Names.peersHost(fleet.owner()) + ":" + AdminPort.DEFAULT_REPLICATION_PORT);
    peers.addAll(fleet.elsewhere().endpoints());
    return peers;
  }

  private static void bounds(String whose, Limits.Bounds bounds, Map<String, Object> file) {
    bound("maxConnections", whose, bounds.connections(), file);
    bound("maxConnectionsPerSecond", whose, bounds.connectionsPerSecond(), file);
    bound("maxMessagesPerSecond", whose, bounds.messagesPerSecond(), file);
    bound("maxBytesPerSecond", whose, bounds.bytesPerSecond(), file);
    bound("maxSubscriptions", whose, bounds.subscriptions(), file);
    bound("maxUnacknowledgedBytes", whose, bounds.unacknowledgedBytes(), file);
    bound("maxDeferredBytes", whose, bounds.deferredBytes(), file);
  }

  private static void bound(
      String what, String whose, @Nullable Number bound, Map<String, Object> file) {
    if (bound != null) {
      file.put(what + whose, bound);
    }
  }

  /** Only what differs from the relay's defaults. */
  private static void durability(Durability durability, Map<String, Object> file) {
    if (!durability.level().equals(Durability.DISK.level())) {
      file.put("durability", durability.level());
    }
    if (!durability.whenAlone().equals(Durability.DISK.whenAlone())) {
      file.put("whenAlone", durability.whenAlone());
    }
  }

  /**
   * Where regions can take over from each other: a region has stopped to promise anything before it
   * may be taken for down, which is a heartbeat and {@code confirmSeconds} after it was last heard:
   * half a heartbeat is left for what takes time on either side.
   */
  private static void fence(Fleet fleet, Map<String, Object> file) {
    var failover = fleet.failover();
    var policy =
        switch (failover.fencing()) {
          case Acknowledgements -> "acks";
          case Writes -> "writes";
          case None -> "";
        };
    var regions =
        fleet.allRegions().stream()
            .filter(region -> region.scale().initial() > 0)
            .map(Region::name)
            .toList();
    if (regions.size() > 1 && failover.mode() != FailoverMode.Disabled && !policy.isEmpty()) {
      file.put("fence", policy);
      file.put("fenceAfterMs", failover.confirmSeconds() * 1_000 + HALF_A_HEARTBEAT_MS);
      file.put("fenceRegions", regions);
    }
  }

  /** Only what differs from the relay's defaults. */
  private static void security(Security security, Map<String, Object> file) {
    if (!security.allowedOrigins().isEmpty()) {
      file.put("allowedOrigins", security.allowedOrigins());
    }
    if (!security.encryption().equals(Security.NONE.encryption())) {
      file.put("encryption", security.encryption());
    }
    if (!security.ciphertextShapes().isEmpty()) {
      file.put("ciphertextShapes", String.join(" ", security.ciphertextShapes()));
    }
    if (security.signedOnly()) {
      file.put("signedOnly", true);
    }
  }
}

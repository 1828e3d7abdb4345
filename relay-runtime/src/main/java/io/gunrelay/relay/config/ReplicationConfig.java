package io.gunrelay.relay.config;

import io.gunrelay.relay.fence.FencePolicy;
import io.gunrelay.relay.fence.FenceSettings;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.replication.WhenDamaged;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a relay has to do with others of its fleet. {@link Option} says what each value means. */
public record ReplicationConfig(
    String region,
    List<Address> replicateWith,
    int regionLinks,
    Duration readyLag,
    Durability durability,
    WhenAlone whenAlone,
    WhenDamaged whenDamaged,
    Duration scrubInterval,
    boolean insecure,
    FenceSettings fence) {

  static ReplicationConfig of(Settings settings) {
    return new ReplicationConfig(
        settings.text(Option.REGION),
        Address.list(settings.text(Option.REPLICATE_WITH)).orElseThrow(),
        Integer.parseInt(settings.text(Option.REGION_LINKS)),
        Duration.ofMillis(Long.parseLong(settings.text(Option.READY_LAG))),
        Durability.valueOf(settings.text(Option.DURABILITY).toUpperCase(Locale.ROOT)),
        WhenAlone.valueOf(settings.text(Option.WHEN_ALONE).toUpperCase(Locale.ROOT)),
        WhenDamaged.valueOf(settings.text(Option.WHEN_DAMAGED).toUpperCase(Locale.ROOT)),
        Duration.ofSeconds(Long.parseLong(settings.text(Option.SCRUB_INTERVAL_SECONDS))),
        EdgeSettings.saysYes(settings, Option.REPLICATION_INSECURE),
        new FenceSettings(
            FencePolicy.valueOf(settings.text(Option.FENCE).toUpperCase(Locale.ROOT)),
            Duration.ofMillis(Long.parseLong(settings.text(Option.FENCE_AFTER_MS))),
            settings.text(Option.REGION),
            Kind.Names.list(settings.text(Option.FENCE_REGIONS))));
  }

  /** Whether a damaged store is to be replaced by one that other relays fill. */
  public boolean refills() {
    return whenDamaged == WhenDamaged.REFILL && !replicateWith.isEmpty();
  }
}

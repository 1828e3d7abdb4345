package io.gunrelay.kubectl.status;

import io.gunrelay.api.v1alpha1.RegionStatus;
import io.gunrelay.kubectl.text.Ages;
import io.gunrelay.kubectl.text.Paint;
import io.gunrelay.kubectl.text.Table;
import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.FleetReader;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.RelayImages;
import io.gunrelay.operator.fleet.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One fleet, in full. */
final class FleetText {

  private static final String UNKNOWN = Ages.UNKNOWN;

  private final Picture picture;
  private final Paint paint;
  private final boolean wide;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private FleetText(Picture picture, Paint paint, boolean wide, Instant now) {
    this.picture = picture;
    this.paint = paint;
    this.wide = wide;
    this.now = now;
  }

  static List<String> of(Picture picture, Paint paint, boolean wide, Instant now) {
    return new FleetText(picture, paint, wide, now).lines();
  }

  private List<String> lines() {
    var fleet = fleet();
    lines.add(
        "%s in namespace %s: %s"
            .formatted(
                paint.strong(picture.name()), picture.namespace(), inColour(picture.phase())));
    lines.add(picture.message());
    lines.add("");
    facts(fleet);
    regions(fleet);
    add(FailoverText.regions(picture, now));
    add(FailoverText.switches(picture, wide, now));
    relays();
    conditions();
    events();
    picture.gaps().forEach(gap -> lines.add(paint.notable("not known: " + gap)));
    return lines;
  }

  private Optional<Fleet> fleet() {
    // Of what is read here, nothing depends on what only the operator knows.
    return new FleetReader(new RelayImages(""), Allowed.EVERYTHING, "").read(picture.fleet())
            instanceof Fleet fleet
        ? Optional.of(fleet)
        : Optional.empty();
  }

  private String inColour(String phase) {
    return switch (phase) {
      case "Ready" -> paint.good(phase);
      case "Degraded" -> paint.bad(phase);
      default -> paint.notable(phase);
    };
  }

  private void facts(Optional<Fleet> fleet) {
    var status = picture.status();
    fact("version", picture.version());
    fact("clients", text(status == null ? null : status.clients()));
    fleet
        .map(Fleet::entry)
        .ifPresent(entry ->
            fact(
                "entry", (entry.tlsSecret() == null ? "ws://" : "wss://") + entry.host() + "/gun"));
    if (picture.active() != null) {
      fact("active", picture.active() + " serves all clients");
    }
    fact(
        "spec",
        picture.isCurrent()
            ? "as last changed, generation %s"
                .formatted(text(picture.fleet().getMetadata().getGeneration()))
            : "the last change is not carried out yet");
    if (picture.isPaused()) {
      fact(
          "paused",
          "yes, by the annotation %s; 'kubectl gunrelay resume %s' goes on"
              .formatted(Annotation.PAUSED.key(), picture.name()));
    }
    if (Annotation.DELETION_PROTECTION.of(picture.fleet()).equals("true")) {
      fact("protected", "yes, nobody can delete it");
    }
    lines.add("");
  }

  private void fact(String name, String value) {
    lines.add("%-9s %s".formatted(name, value));
  }

  private void regions(Optional<Fleet> fleet) {
    var wanted = new LinkedHashMap<String, Region>();
    fleet.ifPresent(read -> read.regions().forEach(region -> wanted.put(region.name(), region)));
    var present = new LinkedHashMap<String, RegionStatus>();
    var status = picture.status();
    var given = status == null ? null : status.regions();
    if (given != null) {
      given.forEach(region -> present.put(region.name(), region));
    }
    var names = new ArrayList<>(wanted.keySet());
    present.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    var table = new Table("REGION", "CLUSTER", "READY", "WANTED", "CLIENTS", "LAG", "MESSAGE");
    names.forEach(name -> region(name, wanted, present, table));
    add(table);
  }

  private void region(
      String name, Map<String, Region> wanted, Map<String, RegionStatus> present, Table table) {
    var wish = wanted.get(name);
    var is = present.get(name);
    table.row(
        name,
        wish == null ? UNKNOWN : cluster(wish.site()),
        is == null ? "0/0" : "%s/%s".formatted(text(is.readyReplicas()), text(is.replicas())),
        wish == null ? UNKNOWN : wish(wish.scale()),
        text(is == null ? null : is.clients()),
        picture.lag(name).text(),
        Optional.ofNullable(is == null ? null : is.message()).orElse(""));
  }

  private static String cluster(Site site) {
    return switch (site) {
      case Site.Home home -> "this";
      case Site.Other other -> "Secret " + other.secret();
    };
  }

  private static String wish(Region.Scale scale) {
    return switch (scale) {
      case Region.Scale.Fixed fixed -> String.valueOf(fixed.replicas());
      case Region.Scale.Automatic auto -> "%d to %d".formatted(auto.min(), auto.max());
    };
  }

  private void relays() {
    var table =
        wide
            ? new Table(
                "RELAY",
                "REGION",
                "STATE",
                "CLIENTS",
                "LAG",
                "LINKS",
                "RESTARTS",
                "AGE",
                "NODE",
                "VERSION",
                "STORED")
            : new Table("RELAY", "STATE", "CLIENTS", "LAG", "LINKS", "RESTARTS", "AGE");
    picture.relays().forEach(relay -> relay(relay, table));
    add(table);
    picture.relays().stream()
        .filter(relay -> !relay.ready() && !relay.ending())
        .forEach(this::complaint);
  }

  private void complaint(Relay relay) {
    var self = relay.self();
    if (self != null && !self.ready()) {
      lines.add("%s says: %s".formatted(relay.pod(), self.message()));
      lines.add("");
    }
  }

  private void relay(Relay relay, Table table) {
    var lag = relay.lag();
    var links =
        relay.view() == null
            ? UNKNOWN
            : lag.cut() == 0
                ? String.valueOf(lag.links())
                : lag.links() + ", " + lag.cut() + " cut";
    var cells = new ArrayList<String>();
    cells.add(relay.pod());
    if (wide) {
      cells.add(relay.region());
    }
    cells.addAll(
        List.of(
            relay.state(),
            text(relay.clients()),
            relay.view() == null ? UNKNOWN : lag.text(),
            links,
            String.valueOf(relay.restarts()),
            Ages.since(relay.created(), now)));
    if (wide) {
      var self = relay.self();
      cells.add(text(relay.node()));
      cells.add(self == null ? UNKNOWN : self.version());
      cells.add(self == null || self.load() == null ? UNKNOWN : bytes(self.load().storedBytes()));
    }
    table.row(cells.toArray(String[]::new));
  }

  private static String bytes(long bytes) {
    return bytes < 1L << 20
        ? Math.ceilDiv(bytes, 1L << 10) + "Ki"
        : bytes < 1L << 30 ? (bytes >> 20) + "Mi" : (bytes >> 30) + "Gi";
  }

  private void conditions() {
    var table = new Table("CONDITION", "STATUS", "REASON", "SINCE", "MESSAGE");
    picture
        .conditions()
        .forEach(condition ->
            table.row(
                condition.getType(),
                condition.getStatus(),
                text(condition.getReason()),
                Ages.since(condition.getLastTransitionTime(), now),
                Objects.requireNonNullElse(condition.getMessage(), "")));
    add(table);
  }

  private void events() {
    var table = new Table("EVENT", "AGE", "MESSAGE");
    picture
        .events()
        .forEach(event ->
            table.row(
                text(event.getReason()),
                Ages.since(Looker.time(event), now),
                Objects.requireNonNullElse(event.getMessage(), "")));
    add(table);
  }

  private void add(Table table) {
    if (!table.isEmpty()) {
      lines.addAll(table.lines());
      lines.add("");
    }
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, UNKNOWN);
  }
}

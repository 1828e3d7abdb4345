package io.gunrelay.relay.clients;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The URLs by which clients come to the fleet, for those that ask: one for the whole fleet, as a
 * rule, and one for each region that has its own.
 */
public record FleetEntries(List<Entry> all) {
  /** Nothing is known but what each client has dialled. */
  public static final FleetEntries NONE = new FleetEntries(List.of());

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:(?<region>[A-Za-z0-9][\\w.-]{0,62})=)?(?<url>(?:wss?:)?//"
              + "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])"
              + "(?::\\d{1,5})?(?:/[\\w.~/-]{0,200})?)");

  private static final Pattern HOST = Pattern.compile("(?:wss?:)?//(?<host>\\[[^]]*]|[^/?:]+)");

  public FleetEntries {
    all = List.copyOf(all);
  }

  /** The hosts that they name, in lower case, each once. */
  public List<String> hosts() {
    return all.stream().map(entry -> host(entry.url())).distinct().toList();
  }

  /** Which of the {@link #hosts} a client has dialled; empty when it is none of them. */
  public String hostOf(String dialled) {
    String host = host(dialled);
    return all.stream().anyMatch(entry -> host(entry.url()).equals(host)) ? host : "";
  }

  /** Of a URL with or without a scheme; empty when there is none. */
  private static String host(String url) {
    var match = HOST.matcher(url);
    return match.lookingAt() ? match.group("host").toLowerCase(Locale.ROOT) : "";
  }

  /**
   * One of them.
   *
   * @param region empty for the whole fleet
   * @param url that begins with {@code ws:}, {@code wss:}, or neither where it is not known
   */
  public record Entry(String region, String url) {
    private String json(boolean secure, Optional<String> servedBy) {
      String whole = url.startsWith("//") ? (secure ? "wss:" : "ws:") + url : url;
      return (region.isEmpty() ? "{" : "{\"region\":\"" + region + "\",")
          + servedBy.map(other -> "\"servedBy\":\"" + other + "\",").orElse("")
          + "\"url\":\""
          + whole
          + "\"}";
    }
  }

  /**
   * Reads entries separated by commas, such as {@code wss://relay.example/gun} or {@code
   * west=wss://west.relay.example/gun}.
   *
   * @return empty if one of them is none
   */
  public static Optional<FleetEntries> parse(String text) {
    List<Entry> all = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      var match = ENTRY.matcher(part.strip());
      if (!match.matches()) {
        return Optional.empty();
      }
      all.add(new Entry(Objects.requireNonNullElse(match.group("region"), ""), match.group("url")));
    }
    return Optional.of(new FleetEntries(all));
  }

  /** Whether they are the same for whoever asks. */
  public boolean areFixed() {
    return !all.isEmpty() && all.stream().noneMatch(entry -> entry.url().startsWith("//"));
  }

  /**
   * As clients are told. Nothing in what {@link #parse} takes has to be escaped.
   *
   * @param dialled what the client that asks has dialled, which is told where nothing else is
   *     known; empty when it is not known either
   * @param secure whether that client has come by TLS
   * @param elsewhere which other region serves the clients of a region: their entries come last
   */
  public String json(String dialled, boolean secure, Function<String, Optional<String>> elsewhere) {
    List<Entry> told = all.isEmpty() ? parse(dialled).orElse(NONE).all() : all;
    return told.stream()
        .sorted(Comparator.comparing(entry -> elsewhere.apply(entry.region()).isPresent()))
        .map(entry -> entry.json(secure, elsewhere.apply(entry.region())))
        .collect(joining(",", "{\"entries\":[", "]}\n"));
  }
}

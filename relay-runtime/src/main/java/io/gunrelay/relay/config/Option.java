package io.gunrelay.relay.config;

import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.LiveOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option, with its default and its help. Each has three spellings: a flag {@code
 * --admin-port}, a variable {@code GUN_RELAY_ADMIN_PORT} and a key of the YAML file {@code
 * adminPort}. {@link LiveOptions} says which a running relay takes.
 */
public enum Option {
  BIND_ADDRESS(new Kind.Text(), "0.0.0.0", "Address that all ports listen on."),
  PORT(
      new Kind.Whole(0, 65_535),
      String.valueOf(AdminPort.DEFAULT_CLIENT_PORT),
      "Port for clients: HTTP and WebSocket. 0 takes any free port."),
  ADMIN_PORT(
      new Kind.Whole(0, 65_535),
      String.valueOf(AdminPort.DEFAULT_ADMIN_PORT),
      "Port for probes, metrics and the report. 0 takes any free port."),
  REPLICATION_PORT(
      new Kind.Whole(0, 65_535),
      String.valueOf(AdminPort.DEFAULT_REPLICATION_PORT),
      "Port for other relays. 0 takes any free port. Opened only with the files for TLS, or with"
          + " replication-insecure."),
  DATA_DIR(new Kind.Text(), "gun-relay-data", "Folder of the store; made if it is missing."),
  NAME(new Kind.Text(), "", "Name of this relay among its peers. [default: the host's name]"),
  REGION(new Kind.Text(), "default", "Region that this relay serves."),
  REPLICATE_WITH(
      new Kind.Addresses(),
      "",
      "Relays to replicate with, as HOST:PORT. A name stands for all its addresses, and is looked"
          + " up again all the time. A relay that finds itself skips itself."),
  REGION_LINKS(
      new Kind.Whole(0, 1_000),
      "2",
      "Relays of each other region that this one chooses to be linked with; another one takes the"
          + " place of one that is lost. 0: all of them, as within the region."),
  READY_LAG(
      new Kind.Whole(0, 3_600_000),
      "2000",
      "How many milliseconds this relay may be behind those that it takes from when it becomes"
          + " ready. For a relay that goes on being behind, it waits half a minute."),
  DURABILITY(
      new Kind.Choice(Set.of("memory", "disk", "replicated")),
      "disk",
      "What a put is acknowledged for: memory when it is merged, disk when it is synced here,"
          + " replicated when another relay has synced it, too (one of another region, if any is"
          + " reachable)."),
  WHEN_ALONE(
      new Kind.Choice(Set.of("refuse", "acknowledge")),
      "refuse",
      "What becomes of puts with replicated durability when no other relay has been reachable for"
          + " five seconds: they are refused with a reason, or acknowledged for the own disk."),
  FENCE(
      new Kind.Choice(Set.of("none", "acks", "writes")),
      "none",
      "What a relay does that is heard neither by an operator nor by most of the other regions, for"
          + " fence-after-ms: acks acknowledges puts only once another region has synced them,"
          + " writes refuses them, none goes on as always. With either of the former, it also"
          + " acknowledges puts only once the region has them that serves its clients, as the"
          + " operator says."),
  FENCE_AFTER_MS(
      new Kind.Whole(500, 3_600_000),
      "4000",
      "How many milliseconds this relay's region may be heard by nobody before it is cut off."),
  FENCE_REGIONS(
      new Kind.Names(),
      "",
      "All regions of the fleet, separated by commas: of the others, most have to hear this one."),
  WHEN_DAMAGED(
      new Kind.Choice(Set.of("refill", "refuse")),
      "refill",
      "What becomes of a damaged store: refill sets it aside and fills an empty one from the relays"
          + " of replicate-with; refuse, or a relay that has none, leaves it to people and does not"
          + " start."),
  SCRUB_INTERVAL_SECONDS(
      new Kind.Whole(0, 31_536_000),
      "86400",
      "How often all of the store is read in the background, at 16 MiB in a second, to find damage"
          + " while other relays have what is damaged. 0: never."),
  TLS_CERT(
      new Kind.File(),
      "",
      "Certificate for clients (wss://), PEM, with those between it and its authority. It and all"
          + " files for TLS are read again when they change."),
  TLS_KEY(new Kind.File(), "", "Private key of that certificate, PEM, without a password."),
  TLS_MIN_VERSION(
      new Kind.Choice(Set.of("1.2", "1.3")),
      "1.3",
      "Oldest version of TLS for clients and the admin port: 1.2 or 1.3."),
  ADMIN_TLS_CERT(new Kind.File(), "", "Certificate of the admin port, PEM."),
  ADMIN_TLS_KEY(new Kind.File(), "", "Private key of that certificate."),
  ADMIN_TLS_CA(
      new Kind.File(),
      "",
      "Authorities, PEM. Who shows no client certificate of theirs gets nothing but probes from the"
          + " admin port."),
  ADMIN_ORDERS_FROM(
      new Kind.Ranges(),
      "127.0.0.0/8,::1",
      "Where orders to the admin port (drain) may come from while it asks for neither certificate"
          + " nor token, as ranges of addresses. With admin-tls-ca or admin-token-file, these"
          + " decide."),
  ADMIN_TOKEN_FILE(
      new Kind.File(),
      "",
      "File with tokens, of 32 characters or more, one in a line. Who gives an order to the admin"
          + " port has to show one of them, wherever it comes from and whatever certificate it"
          + " shows. It is read again at each order."),
  REPLICATION_TLS_CERT(
      new Kind.File(),
      "",
      "Certificate that this relay shows to other relays, PEM, when it is dialled and when it"
          + " dials."),
  REPLICATION_TLS_KEY(new Kind.File(), "", "Private key of that certificate."),
  REPLICATION_TLS_CA(
      new Kind.File(),
      "",
      "Authorities, PEM. Who shows a certificate of theirs is a relay of this fleet, and nobody"
          + " else; where the own certificate names a fleet (gunrelay://fleet/ID), only who names"
          + " the same."),
  REPLICATION_INSECURE(
      new Kind.Choice(Set.of("true", "false")),
      "false",
      "Whether relays speak plain TCP with each other in place of TLS: whoever reaches the port may"
          + " then read and write everything. For tests on one machine."),
  TRUSTED_PROXIES(
      new Kind.Ranges(),
      "",
      "Where proxies are whose word about a client's address is taken: X-Forwarded-For, and the"
          + " PROXY header."),
  PROXY_PROTOCOL(
      new Kind.Choice(Set.of("true", "false")),
      "false",
      "Whether trusted proxies begin each connection with a PROXY header, of version 1 or 2, that"
          + " names the client."),
  ALLOWED_ORIGINS(
      new Kind.Origins(),
      "",
      "Whose pages may connect, such as https://app.example, https://*.app.example or"
          + " chrome-extension://ID. Others are refused (403); programs that are no browser name no"
          + " origin and may. [default: any]"),
  ENTRIES(
      new Kind.Entries(),
      "",
      "URLs by which clients come to the fleet, such as wss://relay.example/gun, and of a region"
          + " west=wss://west.relay.example/gun; without a scheme (//relay.example/gun) they get"
          + " that of who asks. Clients find them at /.well-known/gun-relay.json. [default: the URL"
          + " that each came by]"),
  COMPRESSION(
      new Kind.Choice(Set.of("true", "false")),
      "false",
      "Whether clients may send compressed messages (permessage-deflate); what the relay sends"
          + " never is. Costs memory and time of the processor."),
  LOG_FORMAT(new Kind.Choice(Set.of("text", "json")), "text", "Form of the log: text or json."),
  LOG_LEVEL(
      new Kind.Choice(Set.of("error", "warning", "info", "debug")),
      "info",
      "How much is logged: error, warning, info or debug."),
  ACCESS_LOG(
      new Kind.Text(),
      "off",
      "Where it is logged who comes and leaves, as lines of JSON: off, stdout, or the path of a"
          + " file."),
  AUDIT_LOG(
      new Kind.Text(),
      "off",
      "Where it is logged what was refused and ordered, as lines of JSON: off, stdout, or the path"
          + " of a file."),
  LOG_FILE_BYTES(
      new Kind.Size(4 << 10, 1L << 40),
      "64MiB",
      "Size at which a file of these two logs is put aside, as .1, .2 and .3; what is older is"
          + " dropped."),
  TRACING_ENDPOINT(
      new Kind.HttpUrl(),
      "",
      "Collector that traces are sent to by OTLP over HTTP, such as http://collector:4318; nothing"
          + " is traced without one."),
  TRACING_SAMPLE_RATIO(
      new Kind.Ratio(), "0.001", "How many of the clients' puts are traced, from 0 to 1."),
  MAX_CONNECTIONS(
      new Kind.Whole(1, 10_000_000), "20000", "Open WebSockets; further ones are refused (503)."),
  MAX_MESSAGE_BYTES(
      new Kind.Size(1 << 10, 1 << 30),
      "8MiB",
      "Size of one message; the sender of a larger one is closed (1009)."),
  MAX_SUBSCRIPTIONS_PER_CONNECTION(
      new Kind.Whole(1, 100_000_000), "10000", "Souls and keys that one connection may ask for."),
  ENCRYPTION(
      new Kind.Choice(Set.of("require", "audit", "off")),
      "off",
      "What becomes of values that are not ciphertext, SEA's or of the shapes below: require"
          + " refuses them, audit counts them."),
  CIPHERTEXT_SHAPES(
      new Kind.Patterns(),
      "",
      "Regular expressions (RE2's) of texts that count as ciphertext, each from end to end, with"
          + " blanks between them; \\x20 is a blank."),
  SIGNED_ONLY(
      new Kind.Choice(Set.of("true", "false")),
      "false",
      "Whether souls are refused that anyone may write to, as gun.js does with its option secure."),
  MAX_SUBSCRIPTIONS(
      new Kind.Whole(0, 1L << 40),
      "0",
      "Souls and keys that all clients may ask for. 0: no limit."),
  MAX_CONNECTIONS_PER_SECOND(
      new Kind.Whole(0, 10_000_000), "0", "New connections in a second. 0: no limit."),
  MAX_MESSAGES_PER_SECOND(
      new Kind.Whole(0, 1L << 40),
      "0",
      "Messages in a second of all clients. Who sends more than others is slowed down first. 0: no"
          + " limit."),
  MAX_BYTES_PER_SECOND(
      new Kind.Size(0, 1L << 50),
      "0",
      "Bytes of messages in a second of all clients, shared out likewise. 0: no limit."),
  MAX_CONNECTIONS_PER_ADDRESS(
      new Kind.Whole(0, 10_000_000),
      "0",
      "Open connections of one client address (of a /64 with IPv6). Behind proxies, name those in"
          + " trusted-proxies first. 0: no limit."),
  MAX_CONNECTIONS_PER_SECOND_PER_ADDRESS(
      new Kind.Whole(0, 10_000_000),
      "0",
      "New connections of one client address in a second. 0: no limit."),
  MAX_MESSAGES_PER_SECOND_PER_ADDRESS(
      new Kind.Whole(0, 1L << 40), "0", "Messages of one client address in a second. 0: no limit."),
  MAX_BYTES_PER_SECOND_PER_ADDRESS(
      new Kind.Size(0, 1L << 50),
      "0",
      "Bytes of messages of one client address in a second. 0: no limit."),
  MAX_SUBSCRIPTIONS_PER_ADDRESS(
      new Kind.Whole(0, 100_000_000),
      "0",
      "Souls and keys that one client address may ask for. 0: no limit."),
  MAX_UNACKNOWLEDGED_BYTES_PER_ADDRESS(
      new Kind.Size(0, 1L << 40),
      "0",
      "Bytes of puts of one client address that are not stored yet; further puts are refused with"
          + " an error. 0: no limit."),
  MAX_DEFERRED_BYTES_PER_ADDRESS(
      new Kind.Size(0, 1L << 40),
      "0",
      "Bytes of one client address' puts from the future that are kept until they are due, since"
          + " the relay was started; further ones are refused with an error. 0: no limit."),
  MAX_MESSAGES_PER_SECOND_PER_KEY(
      new Kind.Whole(0, 1L << 40),
      "0",
      "Puts that change something in one user's space in a second, whoever sends them. 0: no limit."),
  MAX_BYTES_PER_SECOND_PER_KEY(
      new Kind.Size(0, 1L << 50),
      "0",
      "Bytes of values that are new to one user's space in a second. 0: no limit."),
  MAX_DEFERRED_BYTES_PER_KEY(
      new Kind.Size(0, 1L << 40),
      "0",
      "Bytes of puts from the future into one user's space, likewise. 0: no limit."),
  CACHE_BYTES(
      new Kind.Size(8 << 20, 1L << 42),
      "",
      "Memory for nodes, in the heap, and as much again for the store, outside of it."
          + " [default: a quarter of the largest heap]"),
  PEER(
      new Kind.Urls(),
      "",
      "Other GUN relays, gun.js' own too, such as wss://old.example/gun, separated by commas: they"
          + " are asked for what clients ask for, told what clients change, and what they tell is"
          + " taken. For relays of the same region there is replicate-with."),
  PEER_FILL(
      new Kind.Choice(Set.of("true", "false")),
      "false",
      "Whether each peer is asked for all that it has, once it is connected."),
  PEER_CA(
      new Kind.Anything(),
      "",
      "File with the certificates, in PEM, of those who vouch for wss peers. [default: the"
          + " authorities that Java trusts]"),
  DRAIN_URL(
      new Kind.Urls(),
      "",
      "Where clients are sent when this relay stops, such as wss://relay.example/gun; several are"
          + " separated by commas. [default: to the URL that each came by, if this relay knows"
          + " another one that is up]"),
  DRAIN_RATE(
      new Kind.Whole(1, 1_000_000),
      "500",
      "Clients that are told in a second to go elsewhere; more, when the time to stop would not"
          + " do."),
  SHUTDOWN_GRACE_SECONDS(
      new Kind.Whole(0, 86_400),
      "10",
      "How long to wait, when stopping, for clients to leave and changes to reach the disk.");

  // A sealed interface of records with nothing in them that changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Kind kind;

  private final String defaultText;
  private final String help;

  Option(Kind kind, String defaultText, String help) {
    this.kind = kind;
    this.defaultText = defaultText;
    this.help = help;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it takes several values: its flag may be repeated. */
  public boolean isList() {
    return !kind.separator().isEmpty();
  }

  /** Several values as the text of one. */
  public String joined(List<String> values) {
    return String.join(kind.separator(), values);
  }

  /** Whether it is true or false. */
  public boolean isSwitch() {
    return kind.fits("true") && kind instanceof Kind.Choice;
  }

  /** The default as text; empty when it depends on the machine, which the help then says. */
  public String defaultText() {
    return defaultText;
  }

  /** What it is for, in a sentence or two. */
  public String help() {
    return help;
  }

  /** Whether a running relay takes another value when the file changes. */
  public boolean isLive() {
    return LiveOptions.KEYS.contains(key());
  }

  /** As on the command line. */
  public String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As in the environment. */
  public String variable() {
    return EnvironmentSource.PREFIX + name();
  }

  /** As in the YAML file. */
  public String key() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
    return Stream.concat(
            Stream.of(words[0]),
            Arrays.stream(words)
                .skip(1)
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)))
        .collect(Collectors.joining());
  }

  static Optional<Option> withKey(String key) {
    return Arrays.stream(values()).filter(option -> option.key().equals(key)).findFirst();
  }
}

package io.gunrelay.e2e.loadgen.relays;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Relays of ours on this machine that replicate with each other, by TLS as they usually do. Each
 * knows the others by another loopback address, behind which the way to it can be cut.
 */
public final class Fleet implements AutoCloseable {
  /** The n-th relay, as the others know it. */
  private static final String KNOWN_AS = "127.0.7.";

  private static final long LONGEST_START_SECONDS = 30;

  private final List<Relay.GunRelay> relays = new ArrayList<>();
  private final List<RunningRelay> running = new ArrayList<>();
  private final List<CuttableLink> links = new ArrayList<>();
  private final Path folder;

  private Fleet(Path folder) {
    this.folder = folder;
  }

  /**
   * Prepares relays that are not started yet.
   *
   * @param like what they are like
   * @param cuttable whether the ways between them can be cut; only for two
   * @param folder for their data and logs
   */
  public static Fleet of(Relay.GunRelay like, int size, boolean cuttable, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    OwnCertificate certificate = OwnCertificate.in(folder);
    List<Integer> ports = FreePorts.find(size);
    Fleet fleet = new Fleet(folder);
    for (int i = 0; i < size; i++) {
      List<String> options = new ArrayList<>();
      options.add("--replication-port=" + ports.get(i));
      options.add("--replication-tls-cert=" + certificate.certificate());
      options.add("--replication-tls-key=" + certificate.key());
      options.add("--replication-tls-ca=" + certificate.certificate());
      for (int other = 0; other < size; other++) {
        if (other != i) {
          String address = cuttable ? knownAs(other) : "127.0.0.1";
          options.add("--replicate-with=" + address + ":" + ports.get(other));
        }
      }
      fleet.relays.add(like.with(options.toArray(String[]::new)));
    }
    if (cuttable) {
      for (int i = 0; i < size; i++) {
        fleet.links.add(
            CuttableLink.open(
                new InetSocketAddress(knownAs(i), ports.get(i)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(i)),
                InetAddress.getByName(knownAs(1 - i))));
      }
    }
    return fleet;
  }

  /** Starts all of them, and waits until they are ready. */
  public List<RunningRelay> startAll() throws IOException, InterruptedException {
    while (running.size() < relays.size()) {
      var _ = start();
    }
    for (RunningRelay relay : running) {
      relay.awaitReady(LONGEST_START_SECONDS);
    }
    return List.copyOf(running);
  }

  /** Starts the next one. */
  public RunningRelay start() throws IOException, InterruptedException {
    int next = running.size();
    RunningRelay relay =
        RunningRelay.start(
            relays.get(next),
            folder.resolve("relay" + next),
            folder.resolve("relay" + next + ".log"));
    running.add(relay);
    return relay;
  }

  /** From now on nothing that they say to each other arrives. */
  public void cut() {
    links.forEach(CuttableLink::cut);
  }

  /** From now on they hear each other again. */
  public void heal() {
    links.forEach(CuttableLink::heal);
  }

  private static String knownAs(int relay) {
    return KNOWN_AS + (1 + relay);
  }

  @Override
  public void close() throws IOException {
    heal();
    for (RunningRelay relay : running) {
      relay.close();
    }
    for (CuttableLink link : links) {
      link.close();
    }
  }
}

package io.gunrelay.relay.live;

import io.gunrelay.relay.api.ConfigReport;
import io.gunrelay.relay.config.ConfigException;
import io.gunrelay.relay.config.ConfigFile;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.config.Settings;
import io.gunrelay.relay.work.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration file again and again, and has what a running relay can take taken. What
 * it holds is compared, not its time: so a symbolic link that is swapped, as Kubernetes does,
 * counts as well. Belongs to its scheduler's thread once it has begun, but for {@link #report}.
 */
public final class ConfigWatch {
  /** How often the file is read, unless told otherwise. */
  public static final Duration USUAL = Duration.ofSeconds(1);

  private static final Logger LOG = System.getLogger(ConfigWatch.class.getName());
  private static final int LONGEST_REFUSAL = 500;

  private final Consumer<RelayConfig> use;
  private final ConfigMetrics metrics;
  private Settings inForce;
  private ConfigFile used;
  private @Nullable ConfigFile seen;
  private @Nullable ConfigFile refused;
  private volatile ConfigReport report;

  private ConfigWatch(
      Settings started, ConfigFile file, Consumer<RelayConfig> use, ConfigMetrics metrics) {
    inForce = started;
    used = file;
    this.use = use;
    this.metrics = metrics;
    report = new ConfigReport(file.digest(), List.of(), null);
  }

  /**
   * Watches over the file that settings were read from; empty if they were read from none.
   *
   * @param started in force now
   * @param use takes what is to be in force from now on
   */
  public static Optional<ConfigWatch> of(
      Settings started, Consumer<RelayConfig> use, ConfigMetrics metrics) {
    return started.file().map(file -> new ConfigWatch(started, file, use, metrics));
  }

  /** From now on the file is read every so often. A change is taken when it is seen twice. */
  public void begin(Scheduler scheduler, Duration every) {
    scheduler.after(
        every,
        () -> {
          try {
            look();
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The configuration file was not taken as a whole.", e);
          }
          begin(scheduler, every);
        });
  }

  /** How far the file is taken. From any thread. */
  public ConfigReport report() {
    return report;
  }

  /** A file that is written in place is not whole at every moment. */
  private void look() {
    try {
      ConfigFile now = used.again();
      boolean settled = now.equals(seen);
      seen = now;
      if (now.equals(used)) {
        asBefore();
      } else if (settled && !now.equals(refused)) {
        refused = now;
        take(now);
        refused = null;
      }
    } catch (ConfigException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  private void take(ConfigFile now) throws ConfigException {
    Settings whole = inForce.reread(now);
    Settings next = inForce.taking(whole);
    String changes =
        inForce.changedIn(next).stream()
            .map(option -> described(option, next))
            .collect(Collectors.joining(", "));
    use.accept(next.toConfig());
    inForce = next;
    used = now;
    List<String> waiting = next.changedIn(whole).stream().map(Option::key).toList();
    boolean isNews = !waiting.equals(report.awaitingRestart());
    report = new ConfigReport(now.digest(), waiting, null);
    metrics.used(waiting.size());
    LOG.log(
        Level.INFO,
        "Took {0} as it is now ({1}): {2}",
        now.path(),
        now.digest(),
        changes.isEmpty() ? "no value has changed that can be taken now" : changes);
    if (isNews && !waiting.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} has other values for {1}, too: that takes a restart of this relay.",
          now.path(),
          String.join(", ", waiting));
    }
  }

  private static String described(Option option, Settings next) {
    String text = next.text(option);
    return option.key() + " is " + (text.isEmpty() ? "as by default" : text);
  }

  private void refuse(String reason) {
    String refusal =
        reason.length() > LONGEST_REFUSAL ? reason.substring(0, LONGEST_REFUSAL) : reason;
    if (!refusal.equals(report.refusal())) {
      report = new ConfigReport(report.digest(), report.awaitingRestart(), refusal);
      metrics.refused();
      LOG.log(
          Level.ERROR,
          "The values in force stay, the configuration file cannot be used: {0}. It is read again"
              + " when it changes.",
          reason);
    }
  }

  private void asBefore() {
    refused = null;
    if (report.refusal() != null) {
      report = new ConfigReport(report.digest(), report.awaitingRestart(), null);
      metrics.asBefore();
      LOG.log(Level.INFO, "The configuration file is again as it is in force.");
    }
  }
}

package io.gunrelay.e2e.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Tells what happens, with the time. Safe for use by several threads. */
public final class Narrator {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private final PrintStream out;
  private final InstantSource clock;
  private final long beganNs = System.nanoTime();
  private int chapter;

  public Narrator(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Begins the next part. */
  public synchronized void chapter(String title) {
    chapter++;
    out.printf("%n%d  %s%n", chapter, title);
  }

  /** One thing that happened, and to whom. */
  public synchronized void say(String who, String what) {
    String time = TIME.format(LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
    out.printf("   %s  %-9s  %s%n", time, who, what);
  }

  /** Text as it is. */
  public synchronized void show(String text) {
    out.println(text);
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - beganNs);
  }
}

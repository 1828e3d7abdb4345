package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.e2e.scenarios.rollouts.ShareLog.Point;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** A chart of the clients of each revision over time. */
final class ShareChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 280;
  private static final int LEFT = 56;
  private static final int TOP = 30;
  private static final int RIGHT = 16;
  private static final int BOTTOM = 40;
  private static final List<String> COLOURS = List.of("#1f6feb", "#2da44e", "#bf8700", "#8250df");

  private final List<Point> points;
  private final double seconds;
  private final long most;

  private ShareChart(List<Point> points) {
    this.points = points;
    this.seconds = points.isEmpty() ? 1 : Math.max(1, points.getLast().seconds());
    this.most =
        points.stream()
            .flatMap(point -> point.clients().values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
  }

  static String svg(List<Point> points) {
    return new ShareChart(points).draw();
  }

  private String draw() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <title>Connected clients of each revision over time</title>
        <rect width="%d" height="%d" fill="#ffffff"/>
        """
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
    for (int i = 0; i <= 4; i++) {
      long clients = most * i / 4;
      double second = seconds * i / 4;
      out.append(
          String.format(
              Locale.ROOT,
              """
              <line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#d0d7de"/>
              <text x="%d" y="%.1f" text-anchor="end">%d</text>
              <text x="%.1f" y="%d" text-anchor="middle">%.0f s</text>
              """,
              LEFT,
              y(clients),
              WIDTH - RIGHT,
              y(clients),
              LEFT - 6,
              y(clients) + 4,
              clients,
              x(second),
              HEIGHT - BOTTOM + 20,
              second));
    }
    int number = 0;
    for (String revision : revisions()) {
      String colour = COLOURS.get(number % COLOURS.size());
      out.append(
          """
          <polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>
          <text x="%d" y="18" fill="%s">revision %s</text>
          """
              .formatted(colour, line(revision), LEFT + 170 * number, colour, revision));
      number++;
    }
    return out.append("</svg>\n").toString();
  }

  private SortedSet<String> revisions() {
    SortedSet<String> all = new TreeSet<>();
    points.forEach(point -> all.addAll(point.clients().keySet()));
    return all;
  }

  private String line(String revision) {
    StringBuilder line = new StringBuilder();
    for (Point point : points) {
      line.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              x(point.seconds()),
              y(point.clients().getOrDefault(revision, 0L))));
    }
    return line.toString().strip();
  }

  private double x(double second) {
    return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds;
  }

  private double y(long clients) {
    return HEIGHT - BOTTOM - (double) (HEIGHT - TOP - BOTTOM) * clients / Math.max(1, most);
  }
}

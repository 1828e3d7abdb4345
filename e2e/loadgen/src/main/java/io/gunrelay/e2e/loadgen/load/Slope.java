package io.gunrelay.e2e.loadgen.load;

import java.util.ArrayList;
import java.util.List;

/** A straight line through points, by least squares: what one more costs, whatever all cost. */
public final class Slope {
  private final List<double[]> points = new ArrayList<>();

  /** Adds a point. */
  public void add(double x, double y) {
    points.add(new double[] {x, y});
  }

  /** How many points there are; a line needs two. */
  public int size() {
    return points.size();
  }

  /** The y of the point added last; 0 without points. */
  public double last() {
    return points.isEmpty() ? 0 : points.getLast()[1];
  }

  /** What y grows by for one of x; 0 when all x are the same. */
  public double perUnit() {
    double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double above = 0;
    double below = 0;
    for (double[] point : points) {
      above += (point[0] - meanX) * (point[1] - meanY);
      below += (point[0] - meanX) * (point[0] - meanX);
    }
    return below == 0 ? 0 : above / below;
  }

  /** What y grows by from the first point to the last, by the line. */
  public double growth() {
    return points.isEmpty() ? 0 : (points.getLast()[0] - points.getFirst()[0]) * perUnit();
  }

  /** What the line says for an x. */
  public double at(double x) {
    double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    return meanY + (x - meanX) * perUnit();
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Draws where a program spends its time, from a recording of the JVM's flight recorder: each box is
 * a method, as wide as the share of samples with it on the stack, above the one that called it.
 *
 * <p>usage: java tools/FlameGraph.java RECORDING.jfr GRAPH.svg
 */
final class FlameGraph {
  private static final int WIDTH = 1200;
  private static final int LINE = 17;
  private static final double NARROWEST = 0.4;
  private static final double LETTER = 6.6;

  /** Who is in one of these only waits. */
  private static final List<String> WAITING =
      List.of("epollWait", "EPoll.wait", "park", "accept", "poll0");

  /** A method where it was called from, and what it called. */
  private static final class Box {
    private final Map<String, Box> calls = new TreeMap<>();
    private long samples;

    int height() {
      return 1 + calls.values().stream().mapToInt(Box::height).max().orElse(0);
    }
  }

  private final Box all = new Box();
  private final StringBuilder svg = new StringBuilder();

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: java tools/FlameGraph.java RECORDING.jfr GRAPH.svg");
      System.exit(2);
    }
    FlameGraph graph = new FlameGraph();
    try (RecordingFile recording = new RecordingFile(Path.of(args[0]))) {
      while (recording.hasMoreEvents()) {
        graph.add(recording.readEvent());
      }
    }
    Files.writeString(Path.of(args[1]), graph.draw());
  }

  private void add(RecordedEvent event) {
    String type = event.getEventType().getName();
    boolean inJava = type.equals("jdk.ExecutionSample");
    boolean inNative = type.equals("jdk.NativeMethodSample");
    if (event.getStackTrace() == null || !(inJava || inNative)) {
      return;
    }
    var frames = event.getStackTrace().getFrames();
    String top = name(frames.getFirst());
    if (inNative && WAITING.stream().anyMatch(top::contains)) {
      return;
    }
    Box box = all;
    box.samples++;
    for (RecordedFrame frame : frames.reversed()) {
      box = box.calls.computeIfAbsent(name(frame), called -> new Box());
      box.samples++;
    }
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName().replaceFirst("\\$\\$Lambda.*", "(lambda)");
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }

  private String draw() {
    int height = (all.height() + 1) * LINE;
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"monospace\" font-size=\"11\">%n",
            WIDTH, height));
    draw("all", all, 0, height - LINE);
    return svg.append("</svg>\n").toString();
  }

  private void draw(String name, Box box, double left, int top) {
    double width = (double) WIDTH * box.samples / Math.max(1, all.samples);
    if (width < NARROWEST) {
      return;
    }
    String label = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    int letters = (int) (width / LETTER);
    svg.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s, %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                + " fill=\"hsl(%d,70%%,68%%)\" stroke=\"white\"/>",
            label,
            100.0 * box.samples / all.samples,
            left,
            top,
            width,
            LINE,
            Math.floorMod(name.hashCode(), 50)));
    if (letters > 3) {
      String text = name.length() <= letters ? name : name.substring(0, letters - 1) + "…";
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s</text>",
              left + 2,
              top + LINE - 5,
              text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
    svg.append("</g>\n");
    double at = left;
    for (var call : box.calls.entrySet()) {
      draw(call.getKey(), call.getValue(), at, top - LINE);
      at += (double) WIDTH * call.getValue().samples / all.samples;
    }
  }
}

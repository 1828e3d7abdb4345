package io.gunrelay.relay.admin;

import java.util.function.Supplier;

/** How far the relay is, and whether it can do its work. Thread-safe. */
public final class Health {
  /**
   * The answer to a probe.
   *
   * @param good whether the answer is yes
   * @param reason one line
   */
  public record Verdict(boolean good, String reason) {}

  private enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  private volatile Phase phase = Phase.STARTING;
  private volatile String doing = "starting";
  private volatile Supplier<String> trouble = () -> "";
  private volatile Supplier<String> hang = () -> "";
  private volatile Supplier<String> remark = () -> "";

  /** Still starting: says at what. */
  public void starting(String step) {
    doing = step;
  }

  /**
   * Serves from now on, unless there is trouble.
   *
   * @param trouble why clients should go elsewhere for now, or the empty text
   * @param hang why only a restart helps, or the empty text
   */
  public void serving(Supplier<String> trouble, Supplier<String> hang) {
    this.trouble = trouble;
    this.hang = hang;
    phase = Phase.SERVING;
  }

  /**
   * Has something to say while it serves.
   *
   * @param remark what people should know, or the empty text
   */
  public void remarking(Supplier<String> remark) {
    this.remark = remark;
  }

  /** Takes no clients any more. */
  public void stopping() {
    phase = Phase.STOPPING;
  }

  /** Whether clients should come here. */
  public Verdict ready() {
    return switch (phase) {
      case STARTING -> new Verdict(false, doing);
      case STOPPING -> new Verdict(false, "stopping");
      case SERVING -> {
        String problem = trouble.get();
        yield problem.isEmpty()
            ? new Verdict(true, serving(remark.get()))
            : new Verdict(false, problem);
      }
    };
  }

  private static String serving(String remark) {
    return remark.isEmpty() ? "serving" : "serving; " + remark;
  }

  /** Whether the start is over. */
  public Verdict started() {
    return phase == Phase.STARTING ? new Verdict(false, doing) : new Verdict(true, "started");
  }

  /** Whether the process still does something; if not, only a restart helps. */
  public Verdict live() {
    String problem = hang.get();
    return new Verdict(problem.isEmpty(), problem.isEmpty() ? "alive" : problem);
  }
}

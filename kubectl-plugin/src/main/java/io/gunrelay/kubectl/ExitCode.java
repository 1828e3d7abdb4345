package io.gunrelay.kubectl;

/** What the process ends with. The numbers are part of what users rely on. */
public enum ExitCode {
  DONE(0, "Done; with `status`: every fleet that was asked for is ready."),
  FAILED(1, "It could not be done, or not be found out: one line on standard error says why."),
  USAGE(2, "The arguments make no sense: standard error says which."),
  NO(
      3,
      "The answer is no. `status`: a fleet is not ready, or its last change is not carried out."
          + " `plan --exit-code`: something would change. `drain`: clients are left. `rollout status`: one is under way, or"
          + " a revision was taken back.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** For the reference, in Markdown. */
  public String meaning() {
    return meaning;
  }
}

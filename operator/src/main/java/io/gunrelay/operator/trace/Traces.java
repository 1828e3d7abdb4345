package io.gunrelay.operator.trace;

import java.util.Map;

/** Sends traces of switches to whoever collects them. Thread-safe; nobody waits for a collector. */
public interface Traces extends AutoCloseable {

  /** Of an operator that is not told where to send any. */
  Traces NONE =
      new Traces() {
        @Override
        public void tell(Switchover over) {}

        @Override
        public void close() {}
      };

  /**
   * Who sends them, for those who have not said so by {@code OTEL_RESOURCE_ATTRIBUTES}.
   *
   * @param instance name of the pod
   */
  record Self(String instance, String version) {}

  /**
   * Begins as OpenTelemetry's variables say, if they name an endpoint. What cannot be used of them
   * is told in the log: an operator without traces works as well.
   *
   * @param environment variables by their names
   */
  static Traces by(Map<String, String> environment, Self self) {
    var asked = new Asked(environment);
    return asked.isOn() ? OtlpTraces.begin(asked, self) : NONE;
  }

  /** Sends one. The same one again has the same ids, so that whoever has it already can tell. */
  void tell(Switchover over);

  /** Sends what waits, for as long as a collector may be waited for. */
  @Override
  void close();
}

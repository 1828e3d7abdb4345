package io.gunrelay.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Hears the signals that ask a process to end, while it is ending already. The JVM itself takes
 * only the first to heart. Its class for signals is no part of the platform's interface, so it is
 * looked up by name: where it is missing, a second signal changes nothing.
 */
final class SecondSignal {
  private static final Logger LOG = System.getLogger(SecondSignal.class.getName());
  private static final List<String> SIGNALS = List.of("TERM", "INT");

  private SecondSignal() {}

  /** Runs the task, on a thread of the JVM's own, at each such signal from now on. */
  static void listen(Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                task.run();
                return null;
              });
      for (String name : SIGNALS) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "a second signal will not be heard: {0}", e.toString());
    }
  }
}

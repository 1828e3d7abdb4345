package io.gunrelay.e2e.faults.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the Java runtime begins: {@code -javaagent:faults.jar=slow}. */
public final class FaultAgent {
  /** Half a minute to start on a busy machine, and a minute of service. */
  private static final long UNTIL_CRASH_MS = 90_000;

  private static final int CRASHED = 70;

  private FaultAgent() {}

  /** Breaks what is about to start; an argument that is no fault ends it at once. */
  public static void premain(String word, Instrumentation instrumentation) {
    Fault fault = Fault.of(word);
    System.err.printf("faults: this relay has the fault %s%n", fault.word());
    if (fault == Fault.CRASH) {
      Thread.ofPlatform().daemon().name("faults").start(FaultAgent::crash);
    }
    instrumentation.addTransformer(new Transformer(fault.changes()));
  }

  private static void crash() {
    try {
      Thread.sleep(UNTIL_CRASH_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println("faults: this relay crashes now");
    Runtime.getRuntime().halt(CRASHED);
  }

  /**
   * The runtime swallows what a transformer throws, and a relay without its fault proves nothing.
   */
  private record Transformer(List<Change> changes) implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        Module module,
        @Nullable ClassLoader loader,
        String type,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] original) {
      for (Change change : changes) {
        if (change.type().equals(type)) {
          try {
            byte[] changed = change.in(original);
            System.err.printf("faults: %s.%s is changed%n", type, change.method());
            return changed;
          } catch (RuntimeException e) {
            System.err.println("faults: " + e);
            Runtime.getRuntime().halt(CRASHED);
          }
        }
      }
      return null;
    }
  }
}

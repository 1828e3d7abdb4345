package io.gunrelay.relay.graph;

import java.util.Optional;

/** How much may be kept of what somebody puts and is not due yet. Thread-safe. */
public interface Allowance {
  /** No limit. */
  Allowance UNLIMITED =
      new Allowance() {
        @Override
        public Optional<String> take(long bytes) {
          return Optional.empty();
        }

        @Override
        public void giveBack(long bytes) {}
      };

  /** Takes so many bytes; or says, for whoever sent them, why they may not be kept. */
  Optional<String> take(long bytes);

  /** What was taken is due, or is not kept after all. */
  void giveBack(long bytes);
}

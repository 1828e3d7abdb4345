package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.VersionVector;
import java.util.Optional;

/** Knows which changes other relays have synced, too. Thread-safe. */
public interface Coverage {
  /** Told once, by any thread; must not block. */
  interface Receipt {
    /** Other relays have synced all of it. */
    void covered();

    /** Nothing is promised; {@code reason} is for the client's eyes. */
    void refused(String reason);
  }

  /** Of a relay that asks nothing of others. */
  Coverage OWN_DISK =
      new Coverage() {
        @Override
        public Optional<String> refusal() {
          return Optional.empty();
        }

        @Override
        public boolean isAsked() {
          return false;
        }

        @Override
        public boolean isContent() {
          return true;
        }

        @Override
        public void await(VersionVector changes, Receipt receipt) {
          receipt.covered();
        }
      };

  /** Why nothing can be promised at present, for the client's eyes; empty if it can. */
  Optional<String> refusal();

  /** Whether {@link #await} has to be asked at all, for puts that begin now. */
  default boolean isAsked() {
    return true;
  }

  /** Whether nobody else is waited for, as it stands now. */
  default boolean isContent() {
    return false;
  }

  /**
   * Tells when these changes, which have been synced here, are covered by other relays, too: at
   * once, or later.
   */
  void await(VersionVector changes, Receipt receipt);
}

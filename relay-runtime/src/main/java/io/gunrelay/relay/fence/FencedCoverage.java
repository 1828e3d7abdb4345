package io.gunrelay.relay.fence;

import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.replication.DistantConfirmations;
import io.gunrelay.relay.store.VersionVector;
import java.util.Optional;

/**
 * Asks what another coverage asks, and, while the relay may not promise anything by itself, that
 * another region has the changes, too. Thread-safe.
 */
public record FencedCoverage(Coverage usual, Fence fence, DistantConfirmations distant)
    implements Coverage {

  @Override
  public Optional<String> refusal() {
    Optional<String> fenced = fence.refusal();
    return fenced.isPresent() ? fenced : usual.refusal();
  }

  @Override
  public boolean isAsked() {
    return fence.isOn() || usual.isAsked();
  }

  @Override
  public boolean isContent() {
    return fence.isOpen() && usual.isContent();
  }

  @Override
  public void await(VersionVector changes, Receipt receipt) {
    usual.await(
        changes,
        new Receipt() {
          @Override
          public void covered() {
            awaitOthers(changes, receipt);
          }

          @Override
          public void refused(String reason) {
            receipt.refused(reason);
          }
        });
  }

  private void awaitOthers(VersionVector changes, Receipt receipt) {
    if (fence.isOpen()) {
      receipt.covered();
      return;
    }
    distant.await(changes, receipt);
    if (fence.isOpen()) {
      distant.release();
    }
  }
}

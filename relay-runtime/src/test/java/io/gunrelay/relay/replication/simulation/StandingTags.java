package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.RowKeys;
import io.gunrelay.relay.store.Store;
import io.gunrelay.relay.store.StoreContents;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a value that the relay has made its own under the tag that it had before, as if it had
 * not.
 */
final class StandingTags implements Coverage {
  private final Coverage real;
  private final Origin own;
  private final Map<Bytes, Commit.Value> standing;
  private final Map<Long, Tag> before = new HashMap<>();
  private VersionVector vector;

  StandingTags(Store store, SimDisk disk, Coverage real) {
    this.real = real;
    this.own = store.journal().origin();
    StoreContents contents = StoreContents.read(disk);
    this.standing = contents.graph();
    this.vector = contents.vector();
    store.journal().visit(point -> point.follow(this::committed));
  }

  private void committed(Commit commit) {
    for (Commit.Value value : commit.values()) {
      Bytes row = Bytes.wrap(RowKeys.property(value.entry().soul(), value.entry().key()));
      Commit.Value old = standing.put(row, value);
      boolean same =
          old != null
              && old.entry().state() == value.entry().state()
              && old.entry().value().equals(value.entry().value());
      if (same && value.tag().origin().equals(own) && !vector.covers(old.tag())) {
        before.put(value.tag().sequence(), old.tag());
      }
    }
    vector = vector.max(commit.advanced());
  }

  @Override
  public Optional<String> refusal() {
    return real.refusal();
  }

  @Override
  public void await(VersionVector changes, Receipt receipt) {
    Map<Origin, Long> asked = new HashMap<>(changes.sequences());
    Long sequence = asked.get(own);
    Tag tag = sequence == null ? null : before.get(sequence);
    if (tag != null) {
      asked.remove(own);
      asked.merge(tag.origin(), tag.sequence(), Math::max);
    }
    real.await(VersionVector.of(asked), receipt);
  }
}

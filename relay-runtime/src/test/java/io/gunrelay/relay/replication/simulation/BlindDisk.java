package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.store.Disk;
import io.gunrelay.relay.store.Family;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreContents;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows less of the feed to who looks whether an origin may leave the vector. */
record BlindDisk(SimDisk disk, Mutation mutation) implements Disk {
  static boolean hides(Mutation mutation) {
    return mutation == Mutation.RETIRE_WHO_HAS_VALUES
        || mutation == Mutation.RETIRE_UNDER_VALUES_ABOVE_THE_VECTOR;
  }

  @Override
  public Cursor scan(Family family, byte[] from) {
    if (family != Family.FEED) {
      return disk.scan(family, from);
    }
    SimDisk seen = disk.copy();
    VersionVector vector = StoreContents.read(disk).vector();
    boolean all = mutation == Mutation.RETIRE_WHO_HAS_VALUES;
    seen.table(family).keySet().removeIf(row -> all || !vector.covers(tag(row)));
    return seen.scan(family, from);
  }

  private static Tag tag(byte[] row) {
    return new Tag(Origin.read(row, 0), ByteBuffer.wrap(row).getLong(Origin.BYTES));
  }

  @Override
  public Batch batch() {
    return disk.batch();
  }

  @Override
  public void write(Batch batch) {
    disk.write(batch);
  }

  @Override
  public View view() {
    return disk.view();
  }

  @Override
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    return disk.get(family, keys);
  }

  @Override
  public long sizeBytes() {
    return disk.sizeBytes();
  }

  @Override
  public void close() {
    disk.close();
  }
}

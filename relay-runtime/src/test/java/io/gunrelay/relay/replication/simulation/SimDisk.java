package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.store.Disk;
import io.gunrelay.relay.store.Family;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory: what was written survives the process, unless the disk is told otherwise.
 *
 * <p>Of the batch that is being written when the power goes, all is there afterwards or nothing.
 * That is what RocksDB makes of a real disk: a batch is one record of its log, with a checksum, and
 * a record at the log's end that is not whole is left out when the log is read.
 */
final class SimDisk implements Disk {
  /** The process has ended in the middle of a write. */
  static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final int NO_CUT = -1;

  private final Map<Family, NavigableMap<byte[], byte[]>> rows = new EnumMap<>(Family.class);
  private @Nullable SimDisk beforeLastWrite;
  private boolean full;
  private boolean keepsOneBack;
  private int changesUntilCut = NO_CUT;
  private long writes;

  SimDisk() {
    for (Family family : Family.values()) {
      rows.put(family, new TreeMap<>(Arrays::compareUnsigned));
    }
  }

  SimDisk copy() {
    SimDisk copy = new SimDisk();
    rows.forEach((family, table) -> copy.table(family).putAll(table));
    copy.writes = writes;
    return copy;
  }

  NavigableMap<byte[], byte[]> table(Family family) {
    NavigableMap<byte[], byte[]> table = rows.get(family);
    if (table == null) {
      throw new IllegalArgumentException("no such family: " + family);
    }
    return table;
  }

  void setFull(boolean full) {
    this.full = full;
  }

  boolean isFull() {
    return full;
  }

  /** From now on it claims to have synced what a crash will undo. */
  void keepOneBack() {
    keepsOneBack = true;
  }

  /**
   * During the next write the power goes.
   *
   * @param changes how many of the batch's changes are on the disk then
   */
  void cutPowerAfter(int changes) {
    changesUntilCut = changes;
  }

  /** What a crash leaves. */
  SimDisk afterCrash() {
    changesUntilCut = NO_CUT;
    return keepsOneBack && beforeLastWrite != null ? beforeLastWrite : this;
  }

  long writes() {
    return writes;
  }

  @Override
  public Batch batch() {
    return new SimBatch();
  }

  @Override
  public void write(Batch batch) {
    if (full) {
      throw new StoreException(StoreException.Problem.FULL, "the simulated disk is full");
    }
    if (keepsOneBack) {
      beforeLastWrite = copy();
      beforeLastWrite.keepOneBack();
    }
    List<Consumer<SimDisk>> changes = ((SimBatch) batch).changes;
    boolean cut = changesUntilCut != NO_CUT;
    (cut ? changes.subList(0, Math.min(changesUntilCut, changes.size())) : changes)
        .forEach(change -> change.accept(this));
    writes++;
    if (cut) {
      throw new PowerCut();
    }
  }

  @Override
  public View view() {
    return new SimView(copy());
  }

  @Override
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>();
    for (byte[] key : keys) {
      values.add(table(family).get(key));
    }
    return values;
  }

  @Override
  public Cursor scan(Family family, byte[] from) {
    return new SimCursor(copy().table(family), from);
  }

  @Override
  public long sizeBytes() {
    return rows.values().stream().mapToLong(Map::size).sum();
  }

  @Override
  public void close() {}

  private static final class SimBatch implements Batch {
    private final List<Consumer<SimDisk>> changes = new ArrayList<>();

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      changes.add(disk -> disk.table(family).put(key, value));
    }

    @Override
    public void delete(Family family, byte[] key) {
      changes.add(disk -> disk.table(family).remove(key));
    }

    @Override
    public long sizeBytes() {
      return changes.size();
    }

    @Override
    public void close() {}
  }

  private record SimView(SimDisk then) implements View {
    @Override
    public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
      return then.get(family, keys);
    }

    @Override
    public Cursor scan(Family family, byte[] from) {
      return then.scan(family, from);
    }

    @Override
    public void close() {}
  }

  private static final class SimCursor implements Cursor {
    private final NavigableMap<byte[], byte[]> table;
    private Map.@Nullable Entry<byte[], byte[]> here;

    SimCursor(NavigableMap<byte[], byte[]> table, byte[] from) {
      this.table = table;
      here = table.ceilingEntry(from);
    }

    @Override
    public boolean isValid() {
      return here != null;
    }

    @Override
    public byte[] key() {
      return here().getKey();
    }

    @Override
    public byte[] value() {
      return here().getValue();
    }

    @Override
    public void next() {
      here = table.higherEntry(here().getKey());
    }

    @Override
    public void previous() {
      here = table.lowerEntry(here().getKey());
    }

    @Override
    public void seek(byte[] from) {
      here = table.ceilingEntry(from);
    }

    @Override
    public void seekBefore(byte[] end) {
      here = table.lowerEntry(end);
    }

    @Override
    public void close() {}

    private Map.Entry<byte[], byte[]> here() {
      if (here == null) {
        throw new IllegalStateException("beyond the last row");
      }
      return here;
    }
  }
}

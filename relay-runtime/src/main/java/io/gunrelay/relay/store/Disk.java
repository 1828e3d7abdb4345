package io.gunrelay.relay.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sorted rows that survive. All methods but {@link #close} may be called from any thread, and throw
 * {@link StoreException} when the disk does not do what it should.
 */
public interface Disk extends AutoCloseable {
  /** Changes that are made together. Not thread-safe. */
  interface Batch extends AutoCloseable {
    void put(Family family, byte[] key, byte[] value);

    void delete(Family family, byte[] key);

    /** About how many bytes it takes. */
    long sizeBytes();

    @Override
    void close();
  }

  /** The rows at one instant. Any one thread at a time. */
  interface View extends AutoCloseable {
    /** The values of the keys, null where there is none; in the order of the keys. */
    List<byte @Nullable []> get(Family family, List<byte[]> keys);

    /** Stands on the first row whose key is not less than {@code from}. */
    Cursor scan(Family family, byte[] from);

    @Override
    void close();
  }

  /** Walks up and down the rows. Check {@link #isValid} before reading. */
  interface Cursor extends AutoCloseable {
    boolean isValid();

    byte[] key();

    byte[] value();

    void next();

    void previous();

    /** Moves, in any direction, to the first row whose key is not less than {@code from}. */
    void seek(byte[] from);

    /** Moves, in any direction, to the last row whose key is less than {@code end}. */
    void seekBefore(byte[] end);

    @Override
    void close();
  }

  /** A file of rows that is never changed. */
  record Table(String name, long bytes) {}

  Batch batch();

  /** Makes all changes of the batch or none; when this returns they have been synced. */
  void write(Batch batch);

  /** Now; outlives later changes until it is closed. */
  View view();

  /** The values of the keys now, null where there is none; in the order of the keys. */
  List<byte @Nullable []> get(Family family, List<byte[]> keys);

  /** Walks the rows as they are now. */
  Cursor scan(Family family, byte[] from);

  /** What the rows take on the disk, in bytes; 0 if that cannot be told. */
  long sizeBytes();

  /** What the rows take, roughly; cheap. */
  default StoreFigures figures() {
    return StoreFigures.UNKNOWN;
  }

  /** Reads every file; throws when one is not as it was written. Takes its time. */
  default void verify() {}

  /** The tables that there are now. */
  default List<Table> tables() {
    return List.of();
  }

  /**
   * Reads a table, from the disk itself where that can be; throws when it is not as it was written.
   * One that has been replaced meanwhile is well.
   */
  default void verify(Table table) {}

  /** The first damage that was met by any call; empty if none was. */
  default Optional<StoreException> damage() {
    return Optional.empty();
  }

  /** Nothing else may be in use any more. */
  @Override
  void close();
}

package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's errors in the words of who has to mend them. */
final class RocksFailures {
  private RocksFailures() {}

  static byte[] name(Family family) {
    return family.text().getBytes(StandardCharsets.UTF_8);
  }

  static StoreException onOpen(Path folder, RocksDBException e) {
    String text = text(e);
    if (text.contains("LOCK:") || text.contains("lock hold by current process")) {
      return new StoreException(
          Problem.LOCKED,
          "the data folder %s is in use by another process; stop it, or name another folder (%s)"
              .formatted(folder, text),
          e);
    }
    if (isCode(e, Status.Code.InvalidArgument) && text.contains("olumn famil")) {
      return newer(folder, text);
    }
    if (isCode(e, Status.Code.IOError) && text.contains("No such file or directory")) {
      // The folder is there, so it is a file that another one names.
      return damaged(folder, text, e);
    }
    return inUse(folder, e);
  }

  static StoreException damaged(Path folder, String text) {
    return new StoreException(Problem.CORRUPT, damage(folder, text));
  }

  private static StoreException damaged(Path folder, String text, RocksDBException e) {
    return new StoreException(Problem.CORRUPT, damage(folder, text), e);
  }

  private static String damage(Path folder, String text) {
    return "the store in %s is damaged; set the folder aside and start with an empty one, which peers will fill (%s)"
        .formatted(folder, text);
  }

  static StoreException newer(Path folder, String text) {
    return new StoreException(
        Problem.NEWER_FORMAT,
        "the data folder %s was written by a newer version; run that version, or name another folder (%s)"
            .formatted(folder, text));
  }

  static StoreException inUse(Path folder, RocksDBException e) {
    String text = text(e);
    if (isFull(e, text)) {
      return new StoreException(
          Problem.FULL,
          "no space is left for the data folder %s; free some, or give it a larger disk (%s)"
              .formatted(folder, text),
          e);
    }
    if (isCode(e, Status.Code.Corruption)) {
      return damaged(folder, text, e);
    }
    if (text.contains("ermission denied") || text.contains("Read-only file system")) {
      return new StoreException(
          Problem.UNUSABLE,
          "the data folder %s cannot be read and written; give this user the right to (%s)"
              .formatted(folder, text),
          e);
    }
    return new StoreException(
        Problem.FAILED,
        "the disk under %s failed; see the system's log (%s)".formatted(folder, text),
        e);
  }

  private static boolean isFull(RocksDBException e, String text) {
    Status status = e.getStatus();
    return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
        || text.contains("No space left on device");
  }

  private static boolean isCode(RocksDBException e, Status.Code code) {
    Status status = e.getStatus();
    return status != null && status.getCode() == code;
  }

  private static String text(RocksDBException e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}

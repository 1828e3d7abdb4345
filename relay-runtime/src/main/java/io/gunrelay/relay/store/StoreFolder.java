package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a data folder holds beside its store: a mark that the store is damaged, damaged stores that
 * were set aside, and a mark that the present store has yet to be filled from other relays.
 *
 * <p>To set a store aside is to move its files into a folder beside them, on the same disk. The
 * mark comes first and goes last, so whatever a crash leaves half done is done by the next start.
 */
public final class StoreFolder {
  /**
   * That a store is to be set aside.
   *
   * @param to the name of the folder that it goes to
   * @param why in one line
   */
  private record Mark(String to, String why) {}

  private static final String DAMAGED = "DAMAGED";
  private static final String REFILLING = "REFILLING";
  private static final String ASIDE = "damaged-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** A disk that damages one store after the other must not be filled by them. */
  private static final int KEPT = 2;

  /** What RocksDB makes; its lock stays, since it is held meanwhile. */
  private static final Pattern OF_STORE =
      Pattern.compile(
          "CURRENT|IDENTITY|MANIFEST-\\d+|OPTIONS-\\d+(\\.dbtmp)?|LOG(\\.old.*)?|\\d+\\.[a-z]+");

  private static final Pattern OF_DATA = Pattern.compile("\\d+\\.(sst|log)");

  private final Path folder;

  public StoreFolder(Path folder) {
    this.folder = folder;
  }

  public Path path() {
    return folder;
  }

  /** Why the store was found to be damaged; empty if it was not. */
  public Optional<String> damage() {
    return mark().map(Mark::why);
  }

  /** Remembers that the store is damaged, whatever happens to this process. */
  public void markDamaged(String why, Instant now) {
    if (mark().isEmpty()) {
      write(DAMAGED, ASIDE + TIME.format(now) + "\n" + why.lines().findFirst().orElse("") + "\n");
    }
  }

  /**
   * Moves the store, which nobody has open, to a folder beside it, and marks what comes in its
   * place as incomplete. Older ones are deleted, but for the one before.
   *
   * @return where it is now
   * @throws StoreException if it cannot be moved; a further call goes on with it
   */
  public Path setAside(String why, Instant now) {
    try (FolderLock _ = FolderLock.exclusive(folder)) {
      markDamaged(why, now);
      Mark mark = mark().orElseThrow(() -> new IOException("the mark is gone"));
      Path to = folder.resolve(mark.to());
      Files.createDirectories(to);
      for (Path file : files(folder, OF_STORE)) {
        Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
      sync(to);
      write(REFILLING, mark.to() + "\n");
      Files.move(folder.resolve(DAMAGED), to.resolve(DAMAGED), StandardCopyOption.ATOMIC_MOVE);
      sync(folder);
      List<Path> aside = aside();
      for (Path old : aside.subList(0, Math.max(0, aside.size() - KEPT))) {
        delete(old);
      }
      return to;
    } catch (IOException e) {
      throw new StoreException(
          Problem.FAILED,
          "the damaged store in %s cannot be set aside (%s); move its files elsewhere, and start again"
              .formatted(folder, e),
          e);
    }
  }

  /** Damaged stores that were set aside, the oldest first. */
  public List<Path> aside() {
    try {
      return files(folder, Pattern.compile(ASIDE + "\\d.*")).stream()
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      // For people: what is wrong with the folder shows where it matters.
      return List.of();
    }
  }

  /** Where the store lies in whose place the present one is being filled; empty if it is not. */
  public Optional<Path> refilling() {
    return read(REFILLING).flatMap(text -> text.lines().findFirst()).map(folder::resolve);
  }

  /** The present store has been filled. */
  public void refilled() {
    try {
      Files.deleteIfExists(folder.resolve(REFILLING));
      sync(folder);
    } catch (IOException e) {
      throw failure(REFILLING, e);
    }
  }

  /** Whether there is data, but not the file that leads to it: RocksDB would begin anew there. */
  static boolean isHeadless(Path folder) throws IOException {
    if (Files.exists(folder.resolve("CURRENT"))) {
      return false;
    }
    for (Path file : files(folder, OF_DATA)) {
      if (Files.size(file) > 0) {
        return true;
      }
    }
    return false;
  }

  private Optional<Mark> mark() {
    return read(DAMAGED)
        .map(text -> {
          List<String> lines = text.lines().toList();
          return new Mark(lines.getFirst(), lines.size() < 2 ? "" : lines.get(1));
        });
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name))).filter(text -> !text.isBlank());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /** The file is there, on the disk, with all of the text, or not at all. */
  private void write(String name, String text) {
    Path part = folder.resolve(name + ".part");
    try {
      try (FileChannel file =
          FileChannel.open(
              part,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      sync(folder);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  private StoreException failure(String name, IOException e) {
    return new StoreException(
        Problem.UNUSABLE,
        "the file %s of the data folder %s cannot be read and written; give this user the right to (%s)"
            .formatted(name, folder, e),
        e);
  }

  private static void delete(Path aside) throws IOException {
    for (Path file : files(aside, Pattern.compile(".*"))) {
      Files.delete(file);
    }
    Files.delete(aside);
  }

  private static List<Path> files(Path of, Pattern names) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.filter(file -> names.matcher(file.getFileName().toString()).matches()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Makes what was moved stay so. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

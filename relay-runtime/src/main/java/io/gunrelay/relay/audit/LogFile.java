package io.gunrelay.relay.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to. At its size it is put aside as {@code .1}, the one before as
 * {@code .2}, and so on; the oldest is dropped. When somebody else moves it away, as logrotate
 * does, it is made anew without being told. For one thread.
 */
final class LogFile implements EventLog.Destination {
  static final int KEPT = 3;

  private final Path path;
  private final long maxBytes;
  private FileChannel channel;
  private @Nullable Object identity;

  private LogFile(Path path, long maxBytes) throws IOException {
    this.path = path;
    this.maxBytes = maxBytes;
    channel = open();
    identity = identityOfPath();
  }

  /** Opens the file to add to it; made, with its folder, if it is missing. */
  static LogFile open(Path path, long maxBytes) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return new LogFile(path, maxBytes);
  }

  @Override
  public void write(byte[] lines) throws IOException {
    if (!Objects.equals(identity, identityOfPath())) {
      reopen();
    } else if (channel.size() > 0 && channel.size() + lines.length > maxBytes) {
      putAside();
      reopen();
    }
    ByteBuffer rest = ByteBuffer.wrap(lines);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  private void putAside() throws IOException {
    for (int number = KEPT; number > 1; number--) {
      Path older = aside(number - 1);
      if (Files.exists(older)) {
        Files.move(older, aside(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  private void reopen() throws IOException {
    FileChannel fresh = open();
    channel.close();
    channel = fresh;
    identity = identityOfPath();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private @Nullable Object identityOfPath() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException moved) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

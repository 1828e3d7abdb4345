package io.gunrelay.relay.files;

import io.gunrelay.relay.graph.Delta;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file of radisk in RAD's own text, as gun.js wrote it before 2020 (its {@code
 * Radisk.parse}): a line for each branch of a radix tree, with its depth, its name and perhaps a
 * value, each in the form of {@link RadText}, after a mark.
 */
final class RadLines {
  static final char SEPARATOR = 31;

  private final String name;
  private final Reader in;
  private final Receiver receiver;
  private long position;
  private String mark = "";
  private RadText text = new RadText(' ', "");

  private RadLines(String name, Reader in, Receiver receiver) {
    this.name = name;
    this.in = in;
    this.receiver = receiver;
  }

  /** Reads to the end. */
  static void read(String name, Reader in, Receiver receiver)
      throws FileException, InterruptedException {
    try {
      new RadLines(name, in, receiver).lines();
    } catch (IOException e) {
      throw new FileException("%s cannot be read (%s)".formatted(name, e), e);
    }
  }

  private void lines() throws IOException, FileException, InterruptedException {
    List<String> path = new ArrayList<>();
    boolean more = next();
    while (more) {
      int depth = depth();
      if (depth > path.size()) {
        throw wrong("a branch of the radix tree has no trunk");
      }
      if (!next()) {
        return;
      }
      if (mark.equals("#")) {
        path.subList(depth, path.size()).clear();
        path.add(text.text());
        more = next();
      }
      if (more && (mark.equals(":") || mark.equals("="))) {
        property(String.join("", path));
        more = next();
      }
      if (more && !mark.equals("\n")) {
        throw wrong("expected the end of a line");
      }
    }
  }

  private int depth() throws FileException {
    try {
      if (text.kind() == '+') {
        return Integer.parseUnsignedInt(text.text());
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong("this is no radix tree of radisk");
  }

  private void property(String path) throws FileException, InterruptedException {
    Optional<Delta> found =
        text.kind() == '"' ? RadiskProperty.ofText(path, text.text()) : Optional.empty();
    if (found.isPresent()) {
      receiver.take(found.get());
    } else {
      receiver.leaveOut();
    }
  }

  /** Reads a mark and the text after it; false if nothing but a mark is left. */
  private boolean next() throws IOException, FileException {
    StringBuilder read = new StringBuilder();
    int c = character();
    while (c >= 0 && c != SEPARATOR) {
      read.append((char) c);
      c = character();
    }
    mark = read.toString();
    if (c < 0) {
      return false;
    }
    int separators = 0;
    for (; c == SEPARATOR; c = character()) {
      separators++;
    }
    if (c < 0) {
      throw wrong("the text ends too soon");
    }
    char kind = (char) c;
    read.setLength(0);
    while (true) {
      c = character();
      if (c < 0) {
        throw wrong("the text ends too soon");
      }
      if (c == SEPARATOR && --separators == 0) {
        break;
      }
      read.append((char) c);
    }
    text = new RadText(kind, read.toString());
    return true;
  }

  private int character() throws IOException {
    position++;
    return in.read();
  }

  private FileException wrong(String what) {
    return new FileException("%s, at character %d: %s".formatted(name, position, what));
  }
}

package io.gunrelay.e2e.loadgen.load;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts of many users, signed before any clock starts: signing takes longer than what is measured.
 */
public final class SignedPuts {
  private static final int AUTHORS = 100;
  private static final long STATE = 1_700_000_000_000L;

  private final List<Author.SignedPut> puts;

  private SignedPuts(List<Author.SignedPut> puts) {
    this.puts = puts;
  }

  /** Signs on all processors; each put has a soul of its own. */
  public static SignedPuts sign(int count, int valueBytes) {
    return new SignedPuts(
        IntStream.range(0, AUTHORS)
            .parallel()
            .boxed()
            .flatMap(author -> ofOne(author, count, valueBytes).stream())
            .toList());
  }

  private static List<Author.SignedPut> ofOne(int number, int count, int valueBytes) {
    try {
      Author author = new Author();
      return IntStream.iterate(number, i -> i < count, i -> i + AUTHORS)
          .mapToObj(i -> signed(author, i, valueBytes))
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign", e);
    }
  }

  private static Author.SignedPut signed(Author author, int number, int valueBytes) {
    try {
      String value = Values.of(number, valueBytes);
      return author.put("note" + number, Values.KEY, STATE + number, value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign", e);
    }
  }

  int size() {
    return puts.size();
  }

  Author.SignedPut get(int number) {
    return puts.get(number);
  }
}

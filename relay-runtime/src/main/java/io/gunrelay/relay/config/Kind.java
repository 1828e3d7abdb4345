package io.gunrelay.relay.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the text of an option must look like. */
sealed interface Kind {
  /** What is asked for, in words that follow "give" in a message. */
  String wanted();

  boolean fits(String text);

  /** What stands between the items of a list; empty when the value is no list. */
  default String separator() {
    return "";
  }

  /** As many texts as one likes, none of them empty. */
  record Text() implements Kind {
    @Override
    public String wanted() {
      return "some text";
    }

    @Override
    public boolean fits(String text) {
      return !text.isBlank();
    }
  }

  /** Any text, none too. */
  record Anything() implements Kind {
    @Override
    public String wanted() {
      return "some text";
    }

    @Override
    public boolean fits(String text) {
      return true;
    }
  }

  /** Ranges of addresses, separated by commas. */
  record Ranges() implements Kind {
    @Override
    public String wanted() {
      return "ranges of addresses such as 10.0.0.0/8 or 192.0.2.7, separated by commas";
    }

    @Override
    public String separator() {
      return ",";
    }

    @Override
    public boolean fits(String text) {
      return TrustedProxies.parse(text).isPresent();
    }
  }

  /** Origins of pages, separated by commas. */
  record Origins() implements Kind {
    @Override
    public String wanted() {
      return "origins such as https://app.example or https://*.app.example, without a path,"
          + " separated by commas";
    }

    @Override
    public String separator() {
      return ",";
    }

    @Override
    public boolean fits(String text) {
      return AllowedOrigins.parse(text).isPresent();
    }
  }

  /** URLs of a fleet and its regions, separated by commas. */
  record Entries() implements Kind {
    @Override
    public String wanted() {
      return "URLs such as wss://relay.example/gun, with west= before that of a region west,"
          + " separated by commas";
    }

    @Override
    public String separator() {
      return ",";
    }

    @Override
    public boolean fits(String text) {
      return FleetEntries.parse(text).isPresent();
    }
  }

  /** The path of a file, or nothing. */
  record File() implements Kind {
    @Override
    public String wanted() {
      return "the path of a file";
    }

    @Override
    public boolean fits(String text) {
      return text.indexOf('\0') < 0;
    }
  }

  /** A number from 0 to 1. */
  record Ratio() implements Kind {
    @Override
    public String wanted() {
      return "a number from 0 to 1, such as 0.01";
    }

    @Override
    public boolean fits(String text) {
      try {
        double number = Double.parseDouble(text);
        return number >= 0 && number <= 1;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  /** The URL of an HTTP server, or nothing. */
  record HttpUrl() implements Kind {
    @Override
    public String wanted() {
      return "a URL such as http://collector.example:4318";
    }

    @Override
    public boolean fits(String text) {
      try {
        URI url = new URI(text);
        return text.isEmpty()
            || (url.getHost() != null && Set.of("http", "https").contains(url.getScheme()));
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }

  /** A whole number. */
  record Whole(long least, long most) implements Kind {
    @Override
    public String wanted() {
      return "a whole number from " + least + " to " + most;
    }

    @Override
    public boolean fits(String text) {
      try {
        long number = Long.parseLong(text);
        return number >= least && number <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  /** A number of bytes, as {@code 8388608}, {@code 8MiB} or {@code 8Mi}. */
  record Size(long least, long most) implements Kind {
    private static final java.util.regex.Pattern FORM =
        java.util.regex.Pattern.compile("(\\d{1,18})([KMG]i?B?|B?)");

    @Override
    public String wanted() {
      return "a number of bytes from %d to %d, such as 8388608 or 8MiB".formatted(least, most);
    }

    @Override
    public boolean fits(String text) {
      long bytes = bytes(text);
      return bytes >= least && bytes <= most;
    }

    /** The number of bytes, or -1 if the text is none. */
    static long bytes(String text) {
      var match = FORM.matcher(text);
      if (!match.matches()) {
        return -1;
      }
      int shift =
          switch (match.group(2).isEmpty() ? 'B' : match.group(2).charAt(0)) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
          };
      long number = Long.parseLong(match.group(1));
      return number > Long.MAX_VALUE >> shift ? -1 : number << shift;
    }
  }

  /** One of some words. */
  record Choice(Set<String> words) implements Kind {
    @Override
    public String wanted() {
      return "one of " + String.join(", ", words.stream().sorted().toList());
    }

    @Override
    public boolean fits(String text) {
      return words.contains(text.toLowerCase(Locale.ROOT));
    }
  }

  /** Names of regions, separated by commas. */
  record Names() implements Kind {
    @Override
    public String wanted() {
      return "names of regions such as west, separated by commas";
    }

    @Override
    public String separator() {
      return ",";
    }

    @Override
    public boolean fits(String text) {
      return list(text).stream().allMatch(name -> name.matches("[A-Za-z0-9]([A-Za-z0-9._-]*)"));
    }

    /** The names of a text that fits. */
    static List<String> list(String text) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }

  /** Regular expressions that are matched in linear time, with blanks between them. */
  record Patterns() implements Kind {
    private static final int MAX_PATTERNS = 16;
    private static final int MAX_LENGTH = 512;

    @Override
    public String wanted() {
      return "at most %d regular expressions of RE2, each at most %d characters long, with blanks between them"
          .formatted(MAX_PATTERNS, MAX_LENGTH);
    }

    @Override
    public String separator() {
      return " ";
    }

    @Override
    public boolean fits(String text) {
      List<String> patterns = list(text);
      return patterns.size() <= MAX_PATTERNS && patterns.stream().allMatch(Patterns::isPattern);
    }

    static List<String> list(String text) {
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static boolean isPattern(String text) {
      try {
        return text.length() <= MAX_LENGTH && Pattern.compile(text).groupCount() >= 0;
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
  }

  /** URLs of GUN relays, separated by commas. */
  record Urls() implements Kind {
    @Override
    public String wanted() {
      return "URLs such as wss://relay.example/gun, separated by commas";
    }

    @Override
    public String separator() {
      return ",";
    }

    @Override
    public boolean fits(String text) {
      return list(text).stream().allMatch(Urls::isRelay);
    }

    /** The URLs of a text that fits. */
    static List<String> list(String text) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(url -> !url.isEmpty())
          .toList();
    }

    private static boolean isRelay(String text) {
      try {
        URI url = new URI(text);
        return ("ws".equals(url.getScheme()) || "wss".equals(url.getScheme()))
            && url.getHost() != null
            && url.getUserInfo() == null
            && url.getFragment() == null;
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }

  /** Addresses of the form HOST:PORT, separated by commas. */
  record Addresses() implements Kind {
    @Override
    public String wanted() {
      return "addresses such as relay-2.example:8766, separated by commas";
    }

    @Override
    public String separator() {
      return ",";
    }

    @Override
    public boolean fits(String text) {
      return text.isBlank() || Address.list(text).isPresent();
    }
  }
}

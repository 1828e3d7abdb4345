package io.gunrelay.kubectl;

import io.gunrelay.kubectl.cluster.Problem;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads times as kubectl's flags have them. */
final class Times {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,4})([sm]?)");

  private Times() {}

  /** At least a second; without a unit in seconds. */
  static Duration read(String flag, String text) {
    var matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new Problem("%s=%s is no time: give one such as 5s or 1m".formatted(flag, text));
    }
    var count = Math.max(1, Long.parseLong(matcher.group(1)));
    return "m".equals(matcher.group(2)) ? Duration.ofMinutes(count) : Duration.ofSeconds(count);
  }
}

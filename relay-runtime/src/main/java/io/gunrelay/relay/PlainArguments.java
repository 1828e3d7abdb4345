package io.gunrelay.relay;

import io.gunrelay.relay.config.Option;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line that supervisors write: {@code serve} and flags with values, nothing else. It is
 * read here because the library for everything else takes a third of the time that a relay needs to
 * start. Whatever is not plain is left to it: help, mistakes and their messages.
 *
 * @param flags the value of each flag that was given
 * @param file of {@code --config}, or the empty text
 */
record PlainArguments(Map<Option, String> flags, String file) {
  private static final String SERVE = "serve";

  /** Reads a plain command line; nothing when it is not plain. */
  static Optional<PlainArguments> read(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals(SERVE)) {
      return Optional.empty();
    }
    Map<String, Option> known = new HashMap<>();
    for (Option option : Option.values()) {
      known.put(option.flag(), option);
    }
    Map<Option, String> flags = new EnumMap<>(Option.class);
    String file = "";
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      boolean apart = equals < 0;
      if (apart && i + 1 == arguments.length) {
        return Optional.empty();
      }
      String flag = apart ? arguments[i] : arguments[i].substring(0, equals);
      String value = apart ? arguments[++i] : arguments[i].substring(equals + 1);
      if (value.isEmpty() || value.startsWith("-") || value.startsWith("@")) {
        return Optional.empty();
      }
      Option option = known.get(flag);
      if (option != null && (option.isList() || !flags.containsKey(option))) {
        flags.merge(option, value, (before, more) -> option.joined(List.of(before, more)));
        continue;
      }
      if (!flag.equals(Commands.FILE) || !file.isEmpty()) {
        return Optional.empty();
      }
      file = value;
    }
    return Optional.of(new PlainArguments(flags, file));
  }
}

package io.gunrelay.relay.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Options in the environment. */
final class EnvironmentSource {
  static final String PREFIX = "GUN_RELAY_";

  /** Names the YAML file. */
  static final String CONFIG = PREFIX + "CONFIG";

  /** Variables of the start script. */
  private static final Set<String> OTHERS = Set.of(CONFIG, PREFIX + "JAVA_OPTS");

  /** What Kubernetes sets in every pod for a Service whose name begins with gun-relay. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

  private EnvironmentSource() {}

  static List<Given> read(Map<String, String> environment) throws ConfigException {
    List<Given> given = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String name = entry.getKey();
      if (!name.startsWith(PREFIX) || OTHERS.contains(name) || isServiceLink(entry)) {
        continue;
      }
      Option option =
          Arrays.stream(Option.values())
              .filter(candidate -> candidate.variable().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new ConfigException(
                      "the environment variable %s is not known%s; unset it"
                          .formatted(
                              name,
                              Similar.hint(
                                  name, Arrays.stream(Option.values()).map(Option::variable)))));
      given.add(new Given(option, entry.getValue(), "the environment variable " + name));
    }
    return given;
  }

  private static boolean isServiceLink(Map.Entry<String, String> entry) {
    String rest = entry.getKey().substring(PREFIX.length());
    boolean ours = Arrays.stream(Option.values()).anyMatch(option -> option.name().equals(rest));
    return ours ? entry.getValue().startsWith("tcp://") : SERVICE_LINK.matcher(rest).matches();
  }
}

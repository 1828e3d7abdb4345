package io.gunrelay.relay;

import io.gunrelay.relay.config.ConfigException;
import io.gunrelay.relay.config.Machine;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.Settings;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line, made of the table of options without reflection. */
final class Commands {
  static final String FILE = "--config";

  private Commands() {}

  /**
   * Makes the command {@code gun-relay}.
   *
   * @param serve makes the relay's run of its settings
   */
  static CommandLine of(
      Map<String, String> environment,
      PrintStream out,
      BiFunction<Settings, PrintStream, Callable<Integer>> serve) {
    CommandSpec serving =
        withOptions("serve", environment, settings -> serve.apply(settings, out).call());
    serving.usageMessage().description("Runs a relay until it is told to stop (SIGTERM).");
    CommandSpec show = withOptions("show", environment, settings -> show(settings, out));
    show.usageMessage().description("Prints each option's value and where it came from.");
    CommandSpec config = group("config");
    config.usageMessage().description("Commands about the configuration.");
    config.addSubcommand("show", show);
    CommandSpec root = group("gun-relay");
    root.version("gun-relay " + Version.read());
    root.usageMessage()
        .description("A relay for GUN.")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(
            Stream.of(ExitCode.values())
                .collect(
                    Collectors.toMap(
                        code -> String.valueOf(code.code()),
                        ExitCode::meaning,
                        (a, b) -> a,
                        java.util.LinkedHashMap::new)));
    root.addSubcommand("serve", serving);
    root.addSubcommand("config", config);
    CommandLine line = new CommandLine(root);
    line.setParameterExceptionHandler(Commands::wrongArguments);
    line.setExecutionExceptionHandler(Commands::failed);
    return line;
  }

  /** A command that only holds others. */
  private static CommandSpec group(String name) {
    Holder<CommandSpec> self = new Holder<>();
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(
            (Callable<Integer>)
                () -> {
                  throw new CommandLine.ParameterException(
                      self.get().commandLine(), "a command is missing");
                });
    self.set(spec);
    return spec.name(name).mixinStandardHelpOptions(true);
  }

  private static CommandSpec withOptions(
      String name, Map<String, String> environment, Run<Settings> run) {
    Holder<CommandSpec> self = new Holder<>();
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(
            (Callable<Integer>)
                () -> run.with(settings(self.get().commandLine().getParseResult(), environment)));
    self.set(spec);
    spec.name(name).mixinStandardHelpOptions(true);
    spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
    spec.addOption(
        OptionSpec.builder(FILE)
            .paramLabel("FILE")
            .type(String.class)
            .description("YAML file with the options below, as keys like adminPort.")
            .build());
    for (Option option : Option.values()) {
      boolean fixed = !option.defaultText().isEmpty();
      spec.addOption(
          OptionSpec.builder(option.flag())
              .paramLabel("VALUE")
              .type(String.class)
              .description(
                  option.help().replace("%", "%%")
                      + (fixed ? " [default: " + option.defaultText() + "]" : ""))
              .build());
    }
    return spec;
  }

  private static Settings settings(CommandLine.ParseResult parsed, Map<String, String> environment)
      throws ConfigException {
    Map<Option, String> flags = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      @Nullable String text = parsed.matchedOptionValue(option.flag(), null);
      if (text != null) {
        flags.put(option, text);
      }
    }
    return Settings.resolve(
        flags, parsed.matchedOptionValue(FILE, ""), environment, Machine.here(environment));
  }

  private static int show(Settings settings, PrintStream out) {
    int width = Stream.of(Option.values()).mapToInt(o -> o.key().length()).max().orElse(0);
    for (Option option : Option.values()) {
      out.printf(
          "%-" + width + "s = %s  (%s)%n",
          option.key(),
          settings.text(option),
          settings.source(option));
    }
    return ExitCode.OK.code();
  }

  private static int wrongArguments(CommandLine.ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    List<String> path = List.of(line.getCommandSpec().qualifiedName().split(" "));
    line.getErr()
        .println(
            "gun-relay: %s; \"%s --help\" tells what there is"
                .formatted(e.getMessage(), String.join(" ", path)));
    return ExitCode.USAGE.code();
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    return Failures.explain(e, line.getErr());
  }

  /** What a command does with its settings. */
  @FunctionalInterface
  private interface Run<T> {
    int with(T input) throws Exception;
  }

  /** A command's run needs the command, which is made with the run. */
  private static final class Holder<T> {
    private @Nullable T value;

    void set(T value) {
      this.value = value;
    }

    T get() {
      T known = value;
      if (known == null) {
        throw new IllegalStateException("asked for before it was there");
      }
      return known;
    }
  }
}

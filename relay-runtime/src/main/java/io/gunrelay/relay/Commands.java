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
        withOptions(
            "serve",
            "Runs a relay until it is told to stop (SIGTERM).",
            environment,
            settings -> serve.apply(settings, out).call());
    CommandSpec show =
        withOptions(
            "show",
            "Prints each option's value and where it came from.",
            environment,
            settings -> show(settings, out));
    CommandSpec config = Command.group("config", "Commands about the configuration.");
    config.addSubcommand("show", show);
    CommandSpec root = Command.group("gun-relay", "A relay for GUN.");
    root.version("gun-relay " + Version.read());
    root.usageMessage()
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
    root.addSubcommand("store", StoreCommands.of(environment, out));
    CommandLine line = new CommandLine(root);
    line.setParameterExceptionHandler(Commands::wrongArguments);
    line.setExecutionExceptionHandler(Commands::failed);
    return line;
  }

  private static CommandSpec withOptions(
      String name, String description, Map<String, String> environment, Run run) {
    CommandSpec spec =
        Command.named(
            name, description, line -> run.with(settings(line.getParseResult(), environment)));
    spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
    spec.addOption(file());
    for (Option option : Option.values()) {
      spec.addOption(flag(option));
    }
    return spec;
  }

  /** The flag that names the configuration file. */
  static OptionSpec file() {
    return OptionSpec.builder(FILE)
        .paramLabel("FILE")
        .type(String.class)
        .description("YAML file with the options below, as keys like adminPort.")
        .build();
  }

  /** An option's flag. */
  static OptionSpec flag(Option option) {
    boolean fixed = !option.defaultText().isEmpty();
    OptionSpec.Builder flag =
        OptionSpec.builder(option.flag())
            .paramLabel("VALUE")
            .description(
                option.help().replace("%", "%%")
                    + (option.isList() ? " Can be repeated." : "")
                    + (fixed ? " [default: " + option.defaultText() + "]" : ""));
    return option.isList()
        ? flag.arity("1").type(List.class).auxiliaryTypes(String.class).build()
        : flag.type(String.class)
            .arity(option.isSwitch() ? "0..1" : "1")
            .fallbackValue("true")
            .build();
  }

  /** The settings that the flags, the file and the environment make together. */
  static Settings settings(CommandLine.ParseResult parsed, Map<String, String> environment)
      throws ConfigException {
    Map<Option, String> flags = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      String flag = option.flag();
      if (!parsed.hasMatchedOption(flag)) {
        continue;
      }
      if (option.isList()) {
        flags.put(option, option.joined(parsed.matchedOptionValue(flag, List.of())));
      } else {
        flags.put(option, parsed.matchedOptionValue(flag, ""));
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
  private interface Run {
    int with(Settings settings) throws Exception;
  }
}

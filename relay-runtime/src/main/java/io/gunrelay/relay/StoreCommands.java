package io.gunrelay.relay;

import io.gunrelay.relay.config.ConfigException;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.Settings;
import io.gunrelay.relay.files.FileException;
import io.gunrelay.relay.files.Source;
import io.gunrelay.relay.store.ReadOnlyStore;
import io.gunrelay.relay.store.StoreSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands about a store that no relay has open. */
final class StoreCommands {
  private static final String STREAM = "-";
  private static final String ONE = "1";
  private static final String DEFERRED = "--deferred";
  private static final long LEAST_CACHE_BYTES = 8L << 20;
  private static final long GREATEST_CACHE_BYTES = 256L << 20;
  private static final int MAX_OPEN_FILES = 1024;

  private final Map<String, String> environment;
  private final PrintStream out;

  private StoreCommands(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  /** Makes the command {@code gun-relay store}. */
  static CommandSpec of(Map<String, String> environment, PrintStream out) {
    StoreCommands commands = new StoreCommands(environment, out);
    CommandSpec store =
        Command.group("store", "Commands about a data folder that no relay has open.");
    store.addSubcommand(
        "stat", commands.named("stat", "Prints how much the store holds.", commands::stat));
    store.addSubcommand(
        "check",
        commands.named(
            "check",
            "Reads all of the store and tells whether it is damaged; changes nothing.",
            commands::check));
    store.addSubcommand("export", commands.exporting());
    store.addSubcommand("import", commands.importing());
    return store;
  }

  private CommandSpec exporting() {
    CommandSpec spec =
        named("export", "Writes what the store holds as GUN JSON; changes nothing.", this::export);
    spec.addOption(
        OptionSpec.builder(DEFERRED)
            .type(boolean.class)
            .description(
                "Write the puts from the future instead, which are not due yet: a graph in a line"
                    + " for each.")
            .build());
    spec.addPositional(file("0..1", "Where to write to; standard output if it is left out."));
    return spec;
  }

  private CommandSpec importing() {
    CommandSpec spec =
        named(
            "import",
            "Merges GUN JSON, or the files of gun.js' radisk, into the store by HAM.",
            this::importAll);
    spec.addPositional(
        file(ONE, "A file of GUN JSON, the folder of radisk (radata), or - for standard input."));
    return spec;
  }

  private CommandSpec named(String name, String description, Command.Run run) {
    CommandSpec spec = Command.named(name, description, run);
    spec.usageMessage().sortOptions(false);
    spec.addOption(Commands.file());
    spec.addOption(Commands.flag(Option.DATA_DIR));
    return spec;
  }

  private static PositionalParamSpec file(String arity, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity(arity)
        .required(arity.equals(ONE))
        .paramLabel("FILE")
        .type(String.class)
        .description(description)
        .build();
  }

  private int stat(CommandLine line) throws ConfigException {
    try (ReadOnlyStore store = ReadOnlyStore.open(store(line))) {
      StoreReport.stat(store, out);
    }
    return ExitCode.OK.code();
  }

  private int check(CommandLine line) throws ConfigException {
    Path folder = folder(line);
    try (ReadOnlyStore store = ReadOnlyStore.open(store(folder))) {
      return StoreReport.check(store, folder, out, line.getErr()).code();
    }
  }

  private int export(CommandLine line) throws ConfigException, FileException {
    CommandLine.ParseResult parsed = line.getParseResult();
    boolean deferred = parsed.hasMatchedOption(DEFERRED);
    String to = parsed.matchedPositionalValue(0, STREAM);
    try (ReadOnlyStore store = ReadOnlyStore.open(store(line))) {
      Export export = new Export(store, deferred, line.getErr());
      if (to.equals(STREAM)) {
        export.to(out);
      } else {
        export.to(Path.of(to));
      }
    }
    return ExitCode.OK.code();
  }

  private int importAll(CommandLine line)
      throws ConfigException, FileException, InterruptedException {
    String from = line.getParseResult().matchedPositionalValue(0, STREAM);
    Source source =
        from.equals(STREAM)
            ? new Source.Stream("standard input", System.in)
            : Source.of(Path.of(from));
    new Import(source, store(line), line.getErr()).run();
    return ExitCode.OK.code();
  }

  private StoreSettings store(CommandLine line) throws ConfigException {
    return store(folder(line));
  }

  private static StoreSettings store(Path folder) {
    return new StoreSettings(folder, cacheBytes(), MAX_OPEN_FILES);
  }

  static long cacheBytes() {
    return Math.clamp(
        Runtime.getRuntime().maxMemory() / 4, LEAST_CACHE_BYTES, GREATEST_CACHE_BYTES);
  }

  private Path folder(CommandLine line) throws ConfigException {
    Settings settings = Commands.settings(line.getParseResult(), environment);
    return Path.of(settings.text(Option.DATA_DIR));
  }
}

package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code gun-relay store …} as people and scripts meet it. */
@Timeout(value = 120, unit = SECONDS)
class StoreCommandsTest {
  private static final String GRAPH =
      """
      {"a":{"_":{"#":"a",">":{"k":1,"l":2}},"k":"v","l":1.0},"b":{"_":{"#":"b",">":{"k":3}},"k":null}}
      """;

  @TempDir Path folder;

  @Test
  void aStoreIsImportedLookedAtCheckedAndExported() throws Exception {
    Path file = Files.writeString(folder.resolve("graph.json"), GRAPH);
    Ended imported = run("import", file.toString());
    assertThat(imported.code()).isEqualTo(ExitCode.OK);
    assertThat(imported.err()).startsWith("imported 3 values in ").contains("10 bytes of values");
    Map<String, Bytes> before = contents(data());

    assertThat(run("stat").out().replaceAll("disk-bytes +\\d+", "disk-bytes"))
        .matches(
            """
            format      1
            souls       2
            keys        3
            value-bytes 10
            row-bytes   196
            disk-bytes
            deferred    0
            origins     1
            origin [0-9a-f]{32} sequence 3 values 3
            """);
    Ended checked = run("check");
    assertThat(checked.code()).isEqualTo(ExitCode.OK);
    assertThat(checked.out()).isEqualTo("values      3\ndeferred    0\nproblems    0\n");
    Ended exported = run("export");
    assertThat(exported.out())
        .isEqualTo(
            """
            {
            "a":{"_":{"#":"a",">":{"k":1,"l":2}},"k":"v","l":1.0},
            "b":{"_":{"#":"b",">":{"k":3}},"k":null}
            }
            """);
    assertThat(exported.err()).isEqualTo("exported 3 values\n");
    Path to = folder.resolve("export.json");
    assertThat(run("export", to.toString()).code()).isEqualTo(ExitCode.OK);
    assertThat(to).hasContent(exported.out());
    assertThat(folder.resolve("export.json.part")).doesNotExist();

    assertThat(contents(data())).as("looking changes nothing").isEqualTo(before);
  }

  @Test
  void aFileWithAMistakeChangesNothing() throws Exception {
    Path file =
        Files.writeString(folder.resolve("graph.json"), GRAPH.replace("\"k\":null", "\"k\":[]"));
    Ended ended = run("import", file.toString());
    assertThat(ended.code()).isEqualTo(ExitCode.FILE_UNUSABLE);
    assertThat(ended.err())
        .startsWith("gun-relay: " + file + ", at byte 90: \"k\" of \"b\" has no value of GUN's")
        .hasLineCount(1);
    assertThat(data()).doesNotExist();
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertThat(run("import", folder.resolve("nowhere").toString()).err())
        .isEqualTo("gun-relay: " + folder.resolve("nowhere") + " is not there\n");
    for (String command : List.of("stat", "check", "export")) {
      assertRefused(run(command), ExitCode.DATA_UNUSABLE, "there is no folder " + data());
    }
    assertThat(data()).doesNotExist();
    Files.createDirectory(data());
    for (String command : List.of("stat", "check", "export")) {
      assertRefused(run(command), ExitCode.DATA_UNUSABLE, "holds no store");
    }
    assertThat(data()).isEmptyDirectory();
    Files.writeString(data().resolve("thesis.txt"), "text");
    Path file = Files.writeString(folder.resolve("graph.json"), GRAPH);
    assertRefused(run("import", file.toString()), ExitCode.DATA_UNUSABLE, "other files");
  }

  @Test
  void whatIsToBeImportedMustBeNamed() {
    Ended ended = run("import");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("FILE").hasLineCount(1);
    assertThat(data()).doesNotExist();
  }

  @Test
  void aStoreThatIsInUseIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("graph.json"), GRAPH);
    try (RelayProcess relay = RelayProcess.serve(data()).awaitServing()) {
      for (String command : List.of("stat", "check", "export")) {
        assertRefused(run(command), ExitCode.DATA_LOCKED, "in use by a relay; stop it");
      }
      assertRefused(run("import", file.toString()), ExitCode.DATA_LOCKED, "in use");
      relay.terminate();
      assertThat(relay.exitCode()).isZero();
    }
    assertThat(run("check").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aDamagedStoreEndsACheckWithACodeOfItsOwn() throws Exception {
    Path file = Files.writeString(folder.resolve("graph.json"), GRAPH);
    run("import", file.toString());
    // Opening moves what is in the log to tables.
    run("import", file.toString());
    for (Path table : files(data(), ".sst")) {
      byte[] bytes = Files.readAllBytes(table);
      bytes[10] ^= 0x5A;
      Files.write(table, bytes);
    }
    Ended ended = run("check");
    assertThat(ended.code()).isEqualTo(ExitCode.STORE_CORRUPT);
    assertThat(ended.err()).contains("is damaged; set the folder aside").hasLineCount(1);
  }

  @Test
  void theFolderMayComeFromTheEnvironment() {
    StringWriter err = new StringWriter();
    int code =
        Commands.of(
                Map.of("GUN_RELAY_DATA_DIR", data().toString()),
                new PrintStream(new ByteArrayOutputStream()),
                (settings, out) -> () -> 0)
            .setErr(new PrintWriter(err, true))
            .execute("store", "stat");
    assertThat(code).isEqualTo(ExitCode.DATA_UNUSABLE.code());
    assertThat(err.toString()).contains(data().toString());
  }

  private static void assertRefused(Ended ended, ExitCode code, String why) {
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.err()).startsWith("gun-relay: ").contains(why).hasLineCount(1);
    assertThat(ended.out()).isEmpty();
  }

  private record Ended(ExitCode code, String out, String err) {}

  private Ended run(String command, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("store", command, "--data-dir", data().toString()));
    arguments.addAll(List.of(more));
    int code =
        Commands.of(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                (settings, ignored) -> () -> 0)
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    ExitCode ended =
        Stream.of(ExitCode.values())
            .filter(known -> known.code() == code)
            .findFirst()
            .orElseThrow();
    return new Ended(ended, out.toString(StandardCharsets.UTF_8), err.toString());
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static List<Path> files(Path of, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  private static Map<String, Bytes> contents(Path of) throws IOException {
    Map<String, Bytes> contents = new TreeMap<>();
    for (Path file : files(of, "")) {
      contents.put(file.getFileName().toString(), Bytes.wrap(Files.readAllBytes(file)));
    }
    return contents;
  }
}

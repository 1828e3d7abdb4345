package io.gunrelay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts a relay, before a Java that says how it was called. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("src/main/dist/bin/gun-relay");

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void layOut() throws Exception {
    executable("bin/gun-relay", Files.readString(LAUNCHER));
    executable("java/bin/java", "#!/bin/sh\necho \"$@\"\n");
    Files.writeString(home.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/relay.jar"), "classes");
    Files.writeString(home.resolve("gun-relay.aot"), "an archive of them");
    Files.writeString(home.resolve("gun-relay.aot.jars"), listing());
  }

  @Test
  void theArchiveOfTheseJarsIsUsed() throws Exception {
    assertThat(launch("serve")).contains("-XX:AOTCache=" + home.resolve("gun-relay.aot"));
  }

  @Test
  void anArchiveOfOtherJarsIsPassedOver() throws Exception {
    Files.writeString(home.resolve("lib/relay.jar"), "changed");
    Files.setLastModifiedTime(
        home.resolve("lib/relay.jar"), FileTime.from(Instant.EPOCH.plusSeconds(1)));
    assertThat(launch("serve")).doesNotContain("AOTCache").contains("io.gunrelay.relay.Main serve");
  }

  @Test
  void anArchiveOfJarsThatNobodyNotedIsPassedOver() throws Exception {
    Files.delete(home.resolve("gun-relay.aot.jars"));
    assertThat(launch("serve")).doesNotContain("AOTCache");
  }

  @Test
  void anOlderJavaIsRefusedInOneLine() throws Exception {
    Files.writeString(home.resolve("java/release"), "JAVA_VERSION=\"21.0.1\"\n");
    assertThat(launch("serve"))
        .isEqualTo(
            "gun-relay: %s is a Java 21; set JAVA_HOME to a JDK or JRE 25%n"
                .formatted(home.resolve("java/bin/java")));
  }

  private String listing() throws Exception {
    return output(
        new ProcessBuilder("sh", "-c", "stat -c '%n %s %y' ./*.jar")
            .directory(home.resolve("lib").toFile()));
  }

  private String launch(String... arguments) throws Exception {
    ProcessBuilder launcher = new ProcessBuilder(home.resolve("bin/gun-relay").toString());
    launcher.command().addAll(List.of(arguments));
    launcher.environment().putAll(Map.of("JAVA_HOME", home.resolve("java").toString()));
    launcher.environment().remove("GUN_RELAY_JAVA_OPTS");
    return output(launcher);
  }

  private static String output(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  private void executable(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}

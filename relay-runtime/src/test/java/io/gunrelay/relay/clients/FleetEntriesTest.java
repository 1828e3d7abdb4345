package io.gunrelay.relay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetEntriesTest {

  @Test
  void areToldInTheirOrderWithTheirRegions() {
    FleetEntries entries =
        FleetEntries.parse("wss://relay.example/gun, west=wss://west.example:8443/gun")
            .orElseThrow();

    assertThat(entries.json("ws://pod/gun", false, region -> Optional.empty()))
        .isEqualTo(
            """
            {"entries":[{"url":"wss://relay.example/gun"},{"region":"west","url":"wss://west.example:8443/gun"}]}
            """);
    assertThat(entries.areFixed()).isTrue();
  }

  @Test
  void getTheSchemeOfWhoAsksWhereTheyHaveNone() {
    FleetEntries entries = FleetEntries.parse("//[fd00::7]:80/gun").orElseThrow();

    assertThat(entries.json("", true, region -> Optional.empty()))
        .contains("\"wss://[fd00::7]:80/gun\"");
    assertThat(entries.json("", false, region -> Optional.empty()))
        .contains("\"ws://[fd00::7]:80/gun\"");
    assertThat(entries.areFixed()).isFalse();
  }

  @Test
  void tellByWhichOfTheirHostsAClientCame() {
    FleetEntries entries =
        FleetEntries.parse(
                "//Relay.example/gun,west=//west.example:8443/gun,six=ws://[fd00::7]/gun")
            .orElseThrow();

    assertThat(entries.hosts()).containsExactly("relay.example", "west.example", "[fd00::7]");
    assertThat(entries.hostOf("ws://WEST.example:30443/gun?r=1")).isEqualTo("west.example");
    assertThat(entries.hostOf("wss://[FD00::7]:1/gun")).isEqualTo("[fd00::7]");
    assertThat(entries.hostOf("wss://relay.example")).isEqualTo("relay.example");
    assertThat(entries.hostOf("wss://evil.example/gun?//west.example")).isEmpty();
    assertThat(entries.hostOf("")).isEmpty();
    assertThat(FleetEntries.NONE.hostOf("ws://relay/gun")).isEmpty();
  }

  @Test
  void areTheUrlThatWasDialledWhereNothingElseIsKnown() {
    assertThat(FleetEntries.parse(" ")).contains(FleetEntries.NONE);
    assertThat(FleetEntries.NONE.json("wss://relay.example/gun", true, region -> Optional.empty()))
        .isEqualTo("{\"entries\":[{\"url\":\"wss://relay.example/gun\"}]}\n");
    assertThat(FleetEntries.NONE.json("", true, region -> Optional.empty()))
        .isEqualTo("{\"entries\":[]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://relay.example/gun",
        "relay.example/gun",
        "wss://relay.example/gun?a=\"",
        "wss://user@relay.example/gun",
        "we\"st=wss://relay.example/gun",
        "=wss://relay.example/gun",
        "wss://relay.example/gun,",
        "wss:///gun",
        "wss://relay.example/\ngun",
      })
  void areUrlsOfRelaysAndNothingThatWouldHaveToBeEscaped(String text) {
    assertThat(FleetEntries.parse(text)).isEmpty();
  }

  @Test
  void entriesOfRegionsThatOthersServeComeLastAndSayByWhom() {
    var entries =
        FleetEntries.parse(
                "wss://relay.example/gun,west=wss://w.example/gun,east=wss://e.example/gun")
            .orElseThrow();

    assertThat(
            entries.json(
                "", true, region -> region.equals("west") ? Optional.of("east") : Optional.empty()))
        .isEqualTo(
            """
            {"entries":[{"url":"wss://relay.example/gun"},{"region":"east","url":"wss://e.example/gun"},\
            {"region":"west","servedBy":"east","url":"wss://w.example/gun"}]}
            """);
  }
}

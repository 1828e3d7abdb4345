package io.gunrelay.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code house} is a small module with a fault of each kind. */
class RoomsTest {

  private static final String HOUSE = "io.gunrelay.architecture.house";

  private static Rooms house() {
    return Rooms.of(HOUSE, Path.of("target", "test-classes", "io/gunrelay/architecture/house"));
  }

  @Test
  void anArrowOfTheTableIsAllowed() {
    assertThatCode(() -> run(house().room("cellar").room("kitchen", "cellar"), "kitchen depends"))
        .doesNotThrowAnyException();
  }

  @Test
  void anArrowThatIsNotInTheTableIsNamed() {
    assertThatThrownBy(() -> run(house().room("cellar").room("kitchen"), "kitchen depends"))
        .hasMessageContaining("kitchen.Table")
        .hasMessageContaining("cellar.Shelf");
  }

  @Test
  void aPackageThatIsNotInTheTableIsNamed() {
    assertThatThrownBy(() -> run(house().room("cellar"), "every package is in the table"))
        .hasMessageContaining(HOUSE + ".kitchen");
  }

  @Test
  void aRoomWithoutAPackageIsNamed() {
    Rooms withOneTooMany =
        house()
            .room("cellar")
            .room("kitchen")
            .room("attic")
            .room("ladder")
            .room("shed")
            .room("garage");

    assertThatThrownBy(() -> run(withOneTooMany, "every package is in the table"))
        .hasMessageContaining(HOUSE + ".garage");
  }

  @Test
  void aCircleIsNamed() {
    assertThatThrownBy(() -> run(house(), "packages know each other one way"))
        .hasMessageContaining("attic")
        .hasMessageContaining("ladder");
  }

  @Test
  void aPureRoomMayNotReadTheClock() {
    assertThatThrownBy(() -> run(house().room("attic").pure("attic"), "attic asks neither"))
        .hasMessageContaining("Instant.now()");
    assertThatCode(() -> run(house().room("ladder").pure("ladder"), "ladder asks neither"))
        .doesNotThrowAnyException();
  }

  @Test
  void aStaticFieldThatCanChangeIsNamed() {
    assertThatThrownBy(() -> run(house(), "nothing static can change"))
        .hasMessageContaining("attic.Clock.readings");
  }

  @Test
  void aPackageWithoutNullMarkIsNamed() {
    assertThatThrownBy(() -> run(house(), "every package is null-marked"))
        .hasMessageContaining("shed.Unmarked")
        .hasMessageNotContaining("cellar.Shelf");
  }

  private static void run(Rooms rooms, String name) {
    Check[] checks =
        rooms.checks().filter(check -> check.name().startsWith(name)).toArray(Check[]::new);
    assertThat(checks).hasSize(1);
    checks[0].run();
  }
}

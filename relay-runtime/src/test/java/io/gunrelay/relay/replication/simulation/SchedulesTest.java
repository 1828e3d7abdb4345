package io.gunrelay.relay.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong without a rule, step by step: with the rule it goes well. Chance finds most of it
 * too, and some of it hardly ever.
 */
class SchedulesTest {
  @Test
  void whatIsConfirmedIsOnTheDisk() {
    holdsUnless(
        Mutation.CONFIRM_BEFORE_SYNC,
        2,
        in -> {
          SimLink link = in.open(1, 0);
          in.fill(link);
          in.put(0, "k", 9);
          in.sync(0);
          in.flow(link);
          in.confirm(link);
          assertThat(in.acknowledgements()).isZero();
          in.crash(1);
          in.start(1);
          in.finish();
        });
  }

  @Test
  void whatWasConfirmedOverAnEndedLinkDoesNotCount() {
    holdsUnless(
        Mutation.KEEP_CONFIRMATIONS_OF_ENDED_LINKS,
        2,
        in -> {
          SimLink link = in.open(1, 0);
          in.fill(link);
          in.put(0, "k", 9);
          in.fill(link);
          assertThat(in.acknowledgements()).isOne();
          in.end(link);
          in.loseFirstDisk(1);
          // Loses to what the first one was, which only this relay has now.
          in.put(0, "k", 5);
          in.sync(0);
          assertThat(in.acknowledgements()).isOne();
          in.finish();
          assertThat(in.acknowledgements()).isEqualTo(2);
        });
  }

  @Test
  void whatARelayIsKnownToHaveIsForgottenWithTheSession() {
    holdsUnless(
        Mutation.REMEMBER_WHAT_IS_KNOWN_BEYOND_THE_SESSION,
        2,
        in -> {
          SimLink link = in.open(1, 0);
          in.put(0, "k", 9);
          in.fill(link);
          in.end(link);
          in.loseFirstDisk(1);
          in.fill(in.open(1, 0));
          in.finish();
        });
  }

  /** The snapshot names what the first relay has taken before what has superseded it. */
  @Test
  void aSnapshotInTheMiddleClaimsNothing() {
    holdsUnless(
        Mutation.ADVANCE_ON_TAGS,
        4,
        in -> {
          in.put(0, "superseded", 5);
          in.put(0, "other", 5);
          in.sync(0);
          in.fill(in.open(3, 0));
          in.put(3, "superseded", 6);
          in.sync(3);
          SimLink onward = in.open(1, 2);
          in.fill(onward);
          SimLink filling = in.open(2, 3);
          in.flowOnce(filling);
          in.sync(2);
          in.flow(onward);
          in.sync(1);
          in.end(onward);
          in.end(filling);
          in.finish();
        });
  }

  @Test
  void aRelayThatWasFilledInPartGivesThatToo() {
    holdsUnless(
        Mutation.LEAVE_OUT_WHAT_IS_ABOVE_THE_VECTOR,
        3,
        in -> {
          in.put(0, "k", 5);
          in.fill(in.open(1, 0));
          in.sync(0);
          in.put(2, "k", 9);
          in.sync(2);
          // Supersedes what the vector claims, and is not claimed itself.
          in.flowOnce(in.open(1, 2));
          in.sync(1);
          in.loseFirstDisk(2);
          in.fill(in.open(2, 1));
          in.finish();
        });
  }

  @Test
  void aPutThatLosesToWhatNobodyClaimsIsAcknowledgedAllTheSame() {
    holdsUnless(
        Mutation.WAIT_FOR_TAGS_ABOVE_THE_VECTOR,
        3,
        in -> {
          in.put(0, "k", 9);
          in.put(0, "other", 9);
          in.sync(0);
          SimLink filling = in.open(1, 0);
          in.flowOnce(filling);
          in.sync(1);
          in.end(filling);
          // Whoever could claim it is gone for good.
          in.loseFirstDisk(0);
          in.put(1, "k", 5);
          in.sync(1);
          in.finish();
          assertThat(in.acknowledgements()).isOne();
        });
  }

  @Test
  void aProcessIsANewOrigin() {
    holdsUnless(
        Mutation.REUSE_THE_ORIGIN,
        2,
        in -> {
          in.put(0, "k", 9);
          in.fill(in.open(1, 0));
          in.loseFirstDisk(0);
          in.put(0, "other", 9);
          in.sync(0);
          in.finish();
        });
  }

  @Test
  void anOriginStaysInTheVectorWhileItHasValues() {
    holdsUnless(
        Mutation.RETIRE_WHO_HAS_VALUES,
        2,
        in -> {
          SimLink link = in.open(1, 0);
          in.put(0, "k", 9);
          in.fill(link);
          assertThat(in.acknowledgements()).isOne();
          in.crash(0);
          in.start(0);
          in.loseFirstDisk(1);
          in.retire(0);
          in.loseDisk(0);
          in.finish();
        });
  }

  @Test
  void anOriginStaysInTheVectorWhileAValueIsAboveIt() {
    holdsUnless(
        Mutation.RETIRE_UNDER_VALUES_ABOVE_THE_VECTOR,
        3,
        in -> {
          SimLink link = in.open(1, 0);
          in.put(0, "k", 5);
          in.fill(link);
          assertThat(in.acknowledgements()).isOne();
          in.end(link);
          in.crash(0);
          in.start(0);
          in.put(2, "k", 9);
          in.put(2, "other", 9);
          in.sync(2);
          SimLink filling = in.open(1, 2);
          in.flowOnce(filling);
          in.sync(1);
          in.end(filling);
          in.loseFirstDisk(2);
          in.loseDisk(0);
          in.retire(1);
          in.loseDisk(1);
          in.finish();
        });
  }

  @Test
  void aFillEndsWhileMoreIsWrittenThanTheTailHolds() {
    holdsUnless(Mutation.START_ANEW_AFTER_AN_OVERFLOW, 2, in -> fillUnderWrites(in, 1));
  }

  @Test
  void nothingIsMissingAfterAnOverflow() {
    holdsUnless(Mutation.GO_ON_AFTER_AN_OVERFLOW, 2, in -> fillUnderWrites(in, 3));
  }

  private static void fillUnderWrites(Schedule in, int messagesForAPut) {
    for (int key = 0; key < 6; key++) {
      in.put(0, "k" + key, 1);
    }
    in.sync(0);
    SimLink link = in.open(1, 0);
    for (int round = 2; round < 200; round++) {
      if (!link.isUp()) {
        link = in.open(1, 0);
      }
      in.put(0, "k" + round % 6, round);
      in.sync(0);
      for (int messages = 0; messages < messagesForAPut; messages++) {
        in.flowOnce(link);
        in.sync(1);
        in.confirm(link);
      }
    }
    assertThat(in.hasAdopted(1, 0)).as("a fill has ended").isTrue();
    in.finish();
  }

  private static void holdsUnless(Mutation broken, int relays, Consumer<Schedule> schedule) {
    schedule.accept(new Schedule(Mutation.NONE, relays));
    assertThatThrownBy(() -> schedule.accept(new Schedule(broken, relays)))
        .as("with " + broken)
        .isInstanceOf(AssertionError.class);
  }
}

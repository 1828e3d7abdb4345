package io.gunrelay.operator.checks;

import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.rollout.Answer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who was asked what, and what came back. In memory only: whoever comes after a kill asks
 * anew. Thread-safe.
 */
public final class Checks {

  private final Asker asker;
  private final Map<ResourceID, Step> fleets = new ConcurrentHashMap<>();

  /**
   * @param prometheus its address, which ends with a slash; empty where there is none
   */
  public Checks(Optional<URI> prometheus) {
    this.asker = new Asker(prometheus);
  }

  /** A step that is held, and who was asked of it. */
  private record Step(Instant since, Map<Question, Asked> asked) {}

  /** When, and what the answer was; null as long as there is none. */
  private record Asked(Instant at, @Nullable Answer answer, @Nullable Answer before) {}

  /**
   * Answers so far; whoever is due is asked. Each is asked for the first time when the step is held
   * for an interval, as before there would be nothing to say, and then in every interval.
   *
   * @param since when the step began to be held
   */
  public List<Answer> answers(
      ResourceID fleet, List<Question> questions, Instant since, Duration interval, Instant now) {
    if (questions.isEmpty()) {
      return List.of();
    }
    var step =
        fleets.compute(
            fleet,
            (id, known) ->
                known != null && known.since().equals(since)
                    ? known
                    : new Step(since, new ConcurrentHashMap<>()));
    if (!now.isBefore(since.plus(interval))) {
      questions.forEach(question -> askWhenDue(step, question, interval, now));
    }
    return questions.stream().map(question -> answer(step, question)).toList();
  }

  private void askWhenDue(Step step, Question question, Duration interval, Instant now) {
    var last = step.asked().get(question);
    if (last != null && (last.answer() == null || now.isBefore(last.at().plus(interval)))) {
      return;
    }
    step.asked().put(question, new Asked(now, null, last == null ? null : last.answer()));
    var _ =
        asker
            .ask(question)
            .thenAccept(answer -> step.asked().put(question, new Asked(now, answer, null)));
  }

  /** The one before stands until there is a new one. */
  private static Answer answer(Step step, Question question) {
    var asked = step.asked().get(question);
    var answer = asked == null ? null : asked.answer() == null ? asked.before() : asked.answer();
    return answer == null
        ? new Answer(question.text(), VerdictResult.Inconclusive, "has not answered yet")
        : answer;
  }

  /** Nothing is judged any more. */
  public void forget(ResourceID fleet) {
    fleets.remove(fleet);
  }
}

package io.gunrelay.relay.differential;

import static io.gunrelay.relay.differential.Aspect.ANSWER;
import static io.gunrelay.relay.differential.Aspect.COMPLAINTS;
import static io.gunrelay.relay.differential.Aspect.FOUND;
import static io.gunrelay.relay.differential.Aspect.RELAYED;
import static io.gunrelay.relay.differential.Aspect.STORED;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where this relay differs from gun.js' own on purpose, in what has nothing to do with SEA. */
final class WireDifferences {
  static final List<KnownDifference> ALL =
      List.of(
          new KnownDifference(
              "a put whose state is old, or equal and loses",
              "never answers; the client waits 9 s for “No ACK yet”",
              "acknowledges once what stands instead is on the disk: the put has had its effect",
              d -> d.is("rivals", ANSWER, "nothing", "ok")),
          new KnownDifference(
              "a put whose state lies in the future",
              "answers when it is due, and forgets it when it is restarted before",
              "acknowledges once it is kept on the disk; it is merged when it is due",
              d -> d.is("future", ANSWER, "nothing", "ok")),
          new KnownDifference(
              "a graph that is malformed",
              "never answers",
              "answers with what is wrong",
              d -> d.is("malformed", ANSWER, "nothing", "error")),
          new KnownDifference(
              "a graph with a mistake after something right, or with a state that is no number",
              "stores, passes on and often acknowledges what came before the mistake; a value without a"
                  + " state is kept with the state -Infinity, which is not JSON",
              "refuses a message as a whole",
              d ->
                  d.is("malformed", ANSWER, "ok", "error")
                      || (d.exchange().kind().equals("malformed")
                          && (d.aspect() == STORED || d.aspect() == RELAYED)
                          && d.ours().equals("nothing"))),
          new KnownDifference(
              "a put of nothing: no node, or a node without properties",
              "never answers",
              "acknowledges",
              d ->
                  d.is("nothing to store", ANSWER, "nothing", "ok")
                      || (d.said("\"put\":{}") && d.is("malformed", ANSWER, "nothing", "ok"))),
          new KnownDifference(
              "a get that names no soul",
              "answers with everything that it has stored",
              "answers with an error",
              d ->
                  d.is("get", ANSWER, "found", "error")
                      || (d.exchange().kind().equals("get")
                          && d.aspect() == FOUND
                          && d.ours().equals("nothing"))),
          new KnownDifference(
              "a put in answer to a question (“@”)",
              "acknowledges it, and does not pass it on to who listens",
              "passes on what wins; who answers does not wait for an acknowledgement",
              d ->
                  d.is("answer nobody asked for", ANSWER, "ok", "nothing")
                      || (d.exchange().kind().equals("answer nobody asked for")
                          && d.aspect() == RELAYED
                          && d.reference().equals("nothing"))),
          new KnownDifference(
              "souls and keys that hold the name of something built into JavaScript",
              "does not store “__proto__”, answers for one soul that ends in “constructor” with what another"
                  + " one holds, and ends its process at a key “hasOwnProperty”",
              "takes them as any other",
              d -> d.exchange().kind().equals("builtin")),
          new KnownDifference(
              "a text that is not JSON",
              "never answers, takes some for messages, and ends its process at an escape that does not exist",
              "answers {\"dam\":\"!\",\"err\":\"DAM JSON parse error.\"}, as gun.js itself does",
              d -> d.is("not JSON", COMPLAINTS, "0", "1")),
          new KnownDifference(
              "a batch after a blank, or with an empty batch in it",
              "ignores all of it",
              "reads it: both are JSON",
              d ->
                  d.exchange().kind().equals("batch")
                      && d.reference().equals("nothing")
                      && (d.said("[]")
                          || d.exchange().steps().getFirst().getFirst().startsWith(" "))),
          new KnownDifference(
              "a pattern without a budget, or with one that is not from 1 to 100,000",
              "answers with one property",
              "answers with all that match, in as many messages as it takes, or up to the budget",
              d ->
                  d.exchange().kind().equals("lex")
                      && d.aspect() == FOUND
                      && d.reference().equals("nothing")
                      && !d.exchange()
                          .steps()
                          .getLast()
                          .getFirst()
                          .matches(".*\"%\":[1-9]\\d{0,4}}}")),
          new KnownDifference(
              "a pattern whose prefix is itself a name",
              "answers with that name alone",
              "answers with all that begin with it",
              d ->
                  d.exchange().kind().equals("lex")
                      && d.aspect() == FOUND
                      && d.reference().equals("nothing")
                      && prefixIsKey(d.exchange())));

  private static final Pattern PREFIX = Pattern.compile("\"\\*\":(\"[^\"]*\")");

  private WireDifferences() {}

  private static boolean prefixIsKey(Exchange exchange) {
    Matcher prefix = PREFIX.matcher(exchange.steps().getLast().getFirst());
    return prefix.find() && exchange.steps().getFirst().getFirst().contains(prefix.group(1) + ":");
  }
}

package io.gunrelay.relay.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says exchanges to one relay: a client says them, another is subscribed to their places, a third
 * reads them afterwards.
 *
 * <p>Where a relay says nothing, only time can tell: a step has ended when a later put has been
 * acknowledged and then nothing has been heard for a while.
 */
final class Trial {
  private static final long QUIET_MS = 450;
  private static final long DEADLINE_MS = 8_000;
  private static final int AT_ONCE = 100;

  private final int port;
  private final int number;
  private final List<Exchange> exchanges;
  private int markers;

  /**
   * @param number differs for each trial of a relay: part of the ids
   */
  Trial(int port, int number, List<Exchange> exchanges) {
    this.port = port;
    this.number = number;
    this.exchanges = exchanges;
  }

  /** What the relay made of each exchange, in their order. */
  List<Observation> run() throws IOException {
    Set<Place> places = new LinkedHashSet<>();
    exchanges.forEach(exchange -> places.addAll(exchange.places()));
    try (Ear sender = new Ear(port);
        Ear subscriber = new Ear(port)) {
      read(subscriber, places);
      int before = subscriber.heard().size();
      List<Integer> complaints = new ArrayList<>();
      for (Exchange exchange : exchanges) {
        complaints.add(exchange.alone() ? sayAlone(exchange) : 0);
      }
      int steps = exchanges.stream().mapToInt(exchange -> exchange.steps().size()).max().orElse(0);
      for (int step = 0; step < steps; step++) {
        for (Exchange exchange : exchanges) {
          if (!exchange.alone() && step < exchange.steps().size()) {
            exchange.steps().get(step).forEach(sender::say);
          }
        }
        quiet(sender, subscriber);
      }
      Map<String, String> relayed = new TreeMap<>();
      List<JsonNode> told = subscriber.heard();
      told.subList(before, told.size())
          .forEach(message -> Observation.add(message.path("put"), relayed));
      Map<String, String> stored = new TreeMap<>();
      try (Ear reader = new Ear(port)) {
        read(reader, places);
        reader.heard().forEach(message -> Observation.add(message.path("put"), stored));
      }
      return observations(sender.heard(), stored, relayed, complaints);
    }
  }

  private List<Observation> observations(
      List<JsonNode> heard,
      Map<String, String> stored,
      Map<String, String> relayed,
      List<Integer> complaints) {
    Map<String, List<JsonNode>> byId = new LinkedHashMap<>();
    for (JsonNode message : heard) {
      byId.computeIfAbsent(message.path("@").toString(), id -> new ArrayList<>()).add(message);
    }
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < exchanges.size(); i++) {
      Exchange exchange = exchanges.get(i);
      List<JsonNode> about = new ArrayList<>();
      exchange.ids().forEach(id -> about.addAll(byId.getOrDefault(id, List.of())));
      observations.add(Observation.of(exchange, about, stored, relayed, complaints.get(i)));
    }
    return observations;
  }

  /** Counts the complaints that name no message. */
  private int sayAlone(Exchange exchange) throws IOException {
    try (Ear ear = new Ear(port)) {
      for (List<String> step : exchange.steps()) {
        step.forEach(ear::say);
      }
      String marker = marker();
      ear.say("{\"dam\":\"?\",\"pid\":\"somebody\",\"#\":\"" + marker + "\"}");
      ear.await(heard -> answered(heard).contains(marker), DEADLINE_MS);
      return (int)
          ear.heard().stream().filter(message -> message.path("dam").asText().equals("!")).count();
    }
  }

  /** Asks for some at a time: gun.js' relay reads a whole file for each question. */
  private void read(Ear ear, Set<Place> places) {
    List<Place> left = new ArrayList<>(places);
    while (!left.isEmpty()) {
      List<Place> next = left.subList(0, Math.min(AT_ONCE, left.size()));
      Set<String> asked = new HashSet<>();
      ArrayNode batch = Ear.JSON.createArrayNode();
      for (Place place : next) {
        String id = marker();
        asked.add(id);
        place.ask(batch.addObject().put("#", id).putObject("get"));
      }
      next.clear();
      ear.say(batch.toString());
      ear.await(heard -> answered(heard).containsAll(asked), DEADLINE_MS);
      asked.removeAll(answered(ear.heard()));
      if (!asked.isEmpty()) {
        throw new IllegalStateException(asked.size() + " questions were not answered");
      }
    }
    quiet(ear, ear);
  }

  private static Set<String> answered(List<JsonNode> heard) {
    Set<String> answered = new HashSet<>();
    heard.forEach(message -> answered.add(message.path("@").asText()));
    return answered;
  }

  private void quiet(Ear sender, Ear other) {
    String marker = marker();
    sender.say(
        "{\"#\":\"%s\",\"put\":{\"%s\":{\"_\":{\"#\":\"%s\",\">\":{\"k\":1}},\"k\":1}}}"
            .formatted(marker, marker, marker));
    sender.await(heard -> answered(heard).contains(marker), DEADLINE_MS);
    long endNs = System.nanoTime() + DEADLINE_MS * 1_000_000;
    try {
      while (System.nanoTime() < endNs) {
        long last = Math.max(sender.lastHeardNs(), other.lastHeardNs());
        long leftMs = QUIET_MS - (System.nanoTime() - last) / 1_000_000;
        if (leftMs <= 0) {
          return;
        }
        Thread.sleep(leftMs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An id as gun.js makes them: all of one length. */
  private String marker() {
    return "m%03d%05d".formatted(number, markers++);
  }
}

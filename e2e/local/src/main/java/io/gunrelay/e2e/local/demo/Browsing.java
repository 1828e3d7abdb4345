package io.gunrelay.e2e.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a tab manager keeps: open tabs, and sessions of tabs put aside. */
final class Browsing {
  private static final List<Tab> TABS =
      List.of(
          new Tab("GUN: the database", "https://gun.eco/docs", true),
          new Tab("Kubernetes: StatefulSets", "https://kubernetes.io/docs/concepts/", false),
          new Tab("RocksDB wiki", "https://github.com/facebook/rocksdb/wiki", false),
          new Tab(
              "Train to Ljubljana", "https://www.example.org/trains?from=Wien&to=Ljubljana", false),
          new Tab(
              "Rezept: Käsespätzle",
              "https://www.example.org/rezepte/k%C3%A4sesp%C3%A4tzle",
              false),
          new Tab("東京の天気", "https://www.example.jp/weather/tokyo", false),
          new Tab("Inbox (3)", "https://mail.example.com/", true),
          new Tab("Conflict-free replicated data types", "https://crdt.tech/", false));

  private Browsing() {}

  /** A page that a browser shows. */
  record Tab(String title, String url, boolean pinned) {
    Map<String, Object> toMap() {
      return Map.of("title", title, "url", url, "pinned", pinned);
    }
  }

  static List<Tab> tabs() {
    return TABS;
  }

  /** A session of so many tabs. */
  static Map<String, Object> session(String name, int count) {
    List<Map<String, Object>> tabs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tabs.add(TABS.get(i % TABS.size()).toMap());
    }
    return Map.of("name", name, "tabs", tabs);
  }
}

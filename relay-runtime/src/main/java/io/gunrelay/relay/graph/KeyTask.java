package io.gunrelay.relay.graph;

/** Something to do with one key of a soul. */
abstract class KeyTask extends NodeTask {
  private final String soul;
  private final String key;

  KeyTask(String soul, String key) {
    this.soul = soul;
    this.key = key;
  }

  String key() {
    return key;
  }

  @Override
  String soul() {
    return soul;
  }

  @Override
  boolean isReady(Node node) {
    return node.knows(key);
  }

  @Override
  void want(Node node, NodeLoad load) {
    load.want(key);
  }
}

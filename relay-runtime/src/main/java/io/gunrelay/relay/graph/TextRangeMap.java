package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.TextRange;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to ranges of texts, found by the texts in them: a balanced tree (AVL) ordered by the
 * ranges' beginnings, in which every node knows how far the ranges below it reach (T. Cormen et
 * al., "Introduction to Algorithms", interval trees). Not thread-safe.
 */
final class TextRangeMap<V> {
  private static final Comparator<Optional<String>> BY_END =
      (a, b) ->
          a.isEmpty() || b.isEmpty()
              ? Boolean.compare(a.isEmpty(), b.isEmpty())
              : a.get().compareTo(b.get());
  private static final Comparator<TextRange> ORDER =
      (a, b) -> {
        int order = a.from().compareTo(b.from());
        return order == 0 ? BY_END.compare(a.until(), b.until()) : order;
      };

  private static final class Node<V> {
    private TextRange range;
    private V value;
    private @Nullable Node<V> left;
    private @Nullable Node<V> right;
    private int height = 1;
    private Optional<String> reach;

    Node(TextRange range, V value) {
      this.range = range;
      this.value = value;
      this.reach = range.until();
    }

    void update() {
      height = 1 + Math.max(height(left), height(right));
      reach = further(range.until(), further(reach(left), reach(right)));
    }
  }

  private @Nullable Node<V> root;

  @Nullable V get(TextRange range) {
    Node<V> node = root;
    while (node != null) {
      int order = ORDER.compare(range, node.range);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** The range's value, made if there is none. */
  V getOrAdd(TextRange range, Supplier<V> made) {
    V known = get(range);
    if (known != null) {
      return known;
    }
    V value = made.get();
    root = insert(root, new Node<>(range, value));
    return value;
  }

  void remove(TextRange range) {
    root = remove(root, range);
  }

  boolean isEmpty() {
    return root == null;
  }

  /** Hands over the values of all ranges that have the text in them. */
  void forEachAround(String text, Consumer<V> action) {
    forEachAround(root, text, action);
  }

  private static <V> void forEachAround(@Nullable Node<V> node, String text, Consumer<V> action) {
    if (node == null || (node.reach.isPresent() && node.reach.get().compareTo(text) <= 0)) {
      return;
    }
    forEachAround(node.left, text, action);
    if (node.range.from().compareTo(text) <= 0) {
      if (node.range.contains(text)) {
        action.accept(node.value);
      }
      forEachAround(node.right, text, action);
    }
  }

  private static <V> Node<V> insert(@Nullable Node<V> node, Node<V> added) {
    if (node == null) {
      return added;
    }
    if (ORDER.compare(added.range, node.range) < 0) {
      node.left = insert(node.left, added);
    } else {
      node.right = insert(node.right, added);
    }
    return balanced(node);
  }

  private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, TextRange range) {
    if (node == null) {
      return null;
    }
    int order = ORDER.compare(range, node.range);
    if (order < 0) {
      node.left = remove(node.left, range);
    } else if (order > 0) {
      node.right = remove(node.right, range);
    } else if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    } else {
      Node<V> next = node.right;
      while (next.left != null) {
        next = next.left;
      }
      node.range = next.range;
      node.value = next.value;
      node.right = remove(node.right, next.range);
    }
    return balanced(node);
  }

  private static <V> Node<V> balanced(Node<V> node) {
    node.update();
    Node<V> left = node.left;
    Node<V> right = node.right;
    if (left != null && left.height > height(right) + 1) {
      if (height(left.left) < height(left.right)) {
        node.left = rotatedLeft(left);
      }
      return rotatedRight(node);
    }
    if (right != null && right.height > height(left) + 1) {
      if (height(right.right) < height(right.left)) {
        node.right = rotatedRight(right);
      }
      return rotatedLeft(node);
    }
    return node;
  }

  private static <V> Node<V> rotatedRight(Node<V> node) {
    Node<V> top = node.left;
    if (top == null) {
      return node;
    }
    node.left = top.right;
    top.right = node;
    node.update();
    top.update();
    return top;
  }

  private static <V> Node<V> rotatedLeft(Node<V> node) {
    Node<V> top = node.right;
    if (top == null) {
      return node;
    }
    node.right = top.left;
    top.left = node;
    node.update();
    top.update();
    return top;
  }

  private static int height(@Nullable Node<?> node) {
    return node == null ? 0 : node.height;
  }

  /** How far the ranges below reach; those of nothing reach nowhere. */
  private static Optional<String> reach(@Nullable Node<?> node) {
    return node == null ? Optional.of("") : node.reach;
  }

  private static Optional<String> further(Optional<String> a, Optional<String> b) {
    return BY_END.compare(a, b) < 0 ? b : a;
  }
}

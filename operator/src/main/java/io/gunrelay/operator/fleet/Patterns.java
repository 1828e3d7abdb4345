package io.gunrelay.operator.fleet;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What whoever runs the operator allows: texts in which {@code *} stands for any text and {@code
 * {namespace}} for the resource's namespace.
 */
public record Patterns(Set<String> texts) {

  /** Nothing is allowed. */
  public static final Patterns NONE = new Patterns(Set.of());

  private static final String NAMESPACE = "{namespace}";

  public Patterns {
    texts = Set.copyOf(texts);
  }

  public static Patterns of(Collection<String> texts) {
    return new Patterns(new TreeSet<>(texts));
  }

  public boolean match(String text, String namespace) {
    return texts.stream().anyMatch(pattern -> matches(pattern, text, namespace));
  }

  private static boolean matches(String pattern, String text, String namespace) {
    var expression = new StringBuilder();
    for (var part : pattern.replace(NAMESPACE, namespace).split("\\*", -1)) {
      expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}

package io.gunrelay.operator.fleet;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the relay's images are.
 *
 * @param repository without a tag
 * @param digests of versions, such as {@code sha256:…}; other versions are known by their tag alone
 */
public record RelayImages(String repository, Map<String, String> digests) {

  /** As registries and container runtimes take it: no empty parts, and none that are dots. */
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?/)?"
              + "[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*)*");

  private static final Pattern VERSION =
      Pattern.compile(
          "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})");

  public RelayImages {
    digests = Map.copyOf(digests);
  }

  /** Known by tags alone. */
  public RelayImages(String repository) {
    this(repository, Map.of());
  }

  String of(String version) {
    var digest = digests.get(version);
    return repository + ":" + version + (digest == null ? "" : "@" + digest);
  }

  /** Whether a node could get it: a repository, and a tag or a digest or both. */
  static boolean isImage(String image) {
    var repository = repositoryOf(image);
    return REPOSITORY.matcher(repository).matches()
        && VERSION.matcher(image.substring(repository.length())).matches();
  }

  /** Whether an image is one of this repository. */
  boolean have(String image) {
    return fullName(image).equals(fullName(repository));
  }

  /** The repository of an image with its registry, which is Docker's where none is given. */
  static String fullName(String image) {
    var repository = repositoryOf(image);
    int slash = repository.indexOf('/');
    var first = slash < 0 ? "" : repository.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return first.toLowerCase(Locale.ROOT) + repository.substring(slash);
    }
    return "docker.io/" + (slash < 0 ? "library/" : "") + repository;
  }

  private static String repositoryOf(String image) {
    int digest = image.indexOf('@');
    var named = digest < 0 ? image : image.substring(0, digest);
    int tag = named.indexOf(':', named.lastIndexOf('/') + 1);
    return tag < 0 ? named : named.substring(0, tag);
  }
}

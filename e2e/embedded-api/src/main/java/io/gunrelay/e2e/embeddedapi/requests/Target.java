package io.gunrelay.e2e.embeddedapi.requests;

import io.gunrelay.e2e.embeddedapi.objects.ObjectKey;
import io.gunrelay.e2e.embeddedapi.types.ResourceType;
import io.gunrelay.e2e.embeddedapi.types.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a path under {@code /api} or {@code /apis} names.
 *
 * @param namespace empty: of the cluster, or of all namespaces
 * @param name empty: the collection
 * @param subresource empty: the object itself
 * @param rest what follows the subresource, as behind {@code proxy}
 */
public record Target(
    ResourceType type, String namespace, String name, String subresource, String rest) {

  /** Empty: no kind is served there. */
  public static Optional<Target> parse(String path, Types types) {
    List<String> segments = new ArrayList<>(Arrays.asList(path.substring(1).split("/", -1)));
    if (segments.size() < 3) {
      return Optional.empty();
    }
    boolean core = segments.removeFirst().equals("api");
    String group = core ? "" : segments.removeFirst();
    String version = segments.removeFirst();
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    // "namespaces/x" is the namespace itself; "namespaces/x/pods" is something in it.
    String namespace = "";
    if (segments.size() >= 3
        && segments.getFirst().equals("namespaces")
        && !(core && List.of("status", "finalize").contains(segments.get(2)))) {
      namespace = segments.get(1);
      segments = segments.subList(2, segments.size());
    }
    Optional<ResourceType> type = types.find(group, version, segments.getFirst());
    String name = segments.size() > 1 ? segments.get(1) : "";
    String subresource = segments.size() > 2 ? segments.get(2) : "";
    String rest = segments.size() > 3 ? String.join("/", segments.subList(3, segments.size())) : "";
    String inNamespace = namespace;
    return type.filter(t -> t.namespaced() || inNamespace.isEmpty())
        .map(t -> new Target(t, inNamespace, name, subresource, rest));
  }

  public Target named(String other) {
    return new Target(type, namespace, other, subresource, rest);
  }

  public ObjectKey key() {
    return new ObjectKey(type.qualifiedPlural(), namespace, name);
  }
}

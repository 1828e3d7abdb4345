package io.gunrelay.e2e.embeddedapi.types;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.fields.MergeRule;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A kind as the API serves it.
 *
 * @param group empty for the core group
 * @param subresources {@code status}, {@code scale}
 * @param scale where the scale subresource finds its figures; used only if it has one
 * @param rule how objects are merged
 * @param completion fills in what an object leaves out, and drops what the kind does not know
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    Set<String> subresources,
    ScalePaths scale,
    MergeRule rule,
    Consumer<ObjectNode> completion) {

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code plural} or {@code plural.group}: how errors name it. */
  public String qualifiedPlural() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public boolean hasStatus() {
    return subresources.contains("status");
  }

  public boolean hasScale() {
    return subresources.contains("scale");
  }
}

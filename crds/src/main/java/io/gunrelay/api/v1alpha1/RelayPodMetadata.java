package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels and annotations of relays' pods. */
@Wire
public record RelayPodMetadata(
    @JsonPropertyDescription(
            "Labels beside the operator's own. Only those that the operator's setting"
                + " GUNRELAY_ALLOWED_POD_LABELS has, by default none.")
        @Size(max = 16)
        @ValidationRule(
            value = "self.all(k, !k.matches('" + RESERVED + "'))",
            message =
                "podTemplate.metadata.labels must not begin with gunrelay.io/ or"
                    + " app.kubernetes.io/, nor be those by which Kubernetes tells revisions apart,"
                    + " as the fleet's selectors go by them: choose other keys")
        @ValidationRule(
            value = "self.all(k, k.matches('" + KEY + "'))",
            message =
                "podTemplate.metadata.labels must have keys such as team or example.com/team:"
                    + " correct them")
        @ValidationRule(
            value = "self.all(k, self[k].matches('^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$'))",
            message =
                "podTemplate.metadata.labels must have values of letters, digits, dashes, dots and"
                    + " underscores, with a letter or digit at both ends: correct them")
        @Nullable Map<String, @Size(max = 63) String> labels,
    @JsonPropertyDescription(
            "Annotations beside the operator's own. Only those that the operator's setting"
                + " GUNRELAY_ALLOWED_POD_ANNOTATIONS has, by default some that are of no harm.")
        @Size(max = 16)
        @ValidationRule(
            value = "self.all(k, !k.matches('" + RESERVED + "'))",
            message =
                "podTemplate.metadata.annotations must not begin with gunrelay.io/ or"
                    + " app.kubernetes.io/, which are the operator's own: choose other keys")
        @ValidationRule(
            value = "self.all(k, k.matches('" + KEY + "'))",
            message =
                "podTemplate.metadata.annotations must have keys such as example.com/owner: correct"
                    + " them")
        @Nullable Map<String, @Size(max = 4096) String> annotations) {

  /** Whose labels and annotations of pods are the operator's or Kubernetes' own. */
  private static final String RESERVED =
      "^([-a-z0-9.]*[.])?(gunrelay[.]io|app[.]kubernetes[.]io|apps[.]kubernetes[.]io"
          + "|statefulset[.]kubernetes[.]io)/.*$|^(pod-template-hash|controller-revision-hash)$";

  private static final String KEY =
      "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

  public RelayPodMetadata {
    labels = labels == null ? null : Map.copyOf(labels);
    annotations = annotations == null ? null : Map.copyOf(annotations);
  }
}

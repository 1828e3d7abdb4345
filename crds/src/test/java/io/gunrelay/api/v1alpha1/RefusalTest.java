package io.gunrelay.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong resources are refused by the API server, with the field and the remedy. */
@ExtendWith(ApiServer.class)
class RefusalTest {

  static List<Case> refused() {
    return Case.all("refused.yaml");
  }

  static List<Case> accepted() {
    return Case.all("accepted.yaml");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aWrongResourceIsRefusedWithTheFieldAndTheRemedy(Case wrong, KubernetesClient client) {
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, () -> send(wrong, client));

    assertThat(refusal).as("refusal of %s", wrong).isNotNull();
    assertThat(refusal.getCode()).isIn(400, 422);
    assertThat(refusal.getMessage()).contains(wrong.says());
    assertThat(wrong.says()).hasSizeGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void anUnusualButRightResourceIsAccepted(Case right, KubernetesClient client) {
    assertThat(send(right, client).getMetadata().getUid()).isNotBlank();
  }

  private static GenericKubernetesResource send(Case given, KubernetesClient client) {
    Optional<GenericKubernetesResource> before = given.resourceBefore();
    if (before.isEmpty()) {
      return strictly(client, given.resource()).create();
    }
    strictly(client, before.get()).create();
    return strictly(client, given.resource()).update();
  }

  /** As kubectl does it: a field that the API does not know is an error. */
  private static NonDeletingOperation<GenericKubernetesResource> strictly(
      KubernetesClient client, GenericKubernetesResource resource) {
    return client.resource(resource).fieldValidation(FieldValidateable.Validation.STRICT);
  }
}

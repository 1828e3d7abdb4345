package io.gunrelay.e2e.embeddedapi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients rely on, said once and checked against the embedded API and a real API server. */
@Timeout(value = 60, unit = SECONDS)
abstract class ApiContract {
  private static final PatchContext APPLY = applying("first", false);
  private static final PatchContext APPLY_BY_OTHER = applying("second", false);

  private String namespace = "";

  abstract KubernetesClient client();

  @BeforeEach
  void makeNamespace() {
    namespace = "test-" + UUID.randomUUID();
    client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    client().load(ApiContract.class.getResourceAsStream("/widgets.yaml")).serverSideApply();
    client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("widgets.test.gunrelay.io")
        .waitUntilCondition(
            d ->
                d != null
                    && d.getStatus() != null
                    && d.getStatus().getConditions() != null
                    && d.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> c.getType().equals("Established") && c.getStatus().equals("True")),
            20,
            SECONDS);
  }

  @Test
  void anApplyCreatesAndTheSameApplyAgainWritesNothing() {
    Deployment first = deployment(DEPLOYMENT).patch(APPLY);
    Deployment second = deployment(DEPLOYMENT).patch(APPLY);

    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
    assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void managedFieldsNameWhatWasApplied() {
    Deployment applied = deployment(DEPLOYMENT).patch(APPLY);

    ManagedFieldsEntry entry = applied.getMetadata().getManagedFields().getFirst();
    assertThat(entry.getManager()).isEqualTo("first");
    assertThat(entry.getOperation()).isEqualTo("Apply");
    assertThat(Serialization.asJson(entry.getFieldsV1().getAdditionalProperties()))
        .isEqualTo(
            Serialization.asJson(
                Serialization.unmarshal(
                    """
                    f:metadata: {f:labels: {f:app: {}}}
                    f:spec:
                      f:replicas: {}
                      f:selector: {}
                      f:template:
                        f:metadata: {f:labels: {f:app: {}}}
                        f:spec:
                          f:containers:
                            'k:{"name":"relay"}':
                              .: {}
                              f:env: {'k:{"name":"A"}': {.: {}, f:name: {}, f:value: {}}}
                              f:image: {}
                              f:name: {}
                              f:ports:
                                'k:{"containerPort":8765,"protocol":"TCP"}':
                                  .: {}
                                  f:containerPort: {}
                                  f:name: {}
                    """,
                    Map.class)));
  }

  @Test
  void aFieldThatItsOnlyApplierLeavesOutGoes() {
    deployment(DEPLOYMENT).patch(APPLY);
    Deployment after =
        deployment(
                DEPLOYMENT
                    .replace("{name: A, value: a}", "{name: B, value: b}")
                    .replace("  replicas: 3\n", ""))
            .patch(APPLY);

    assertThat(after.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .extracting(e -> e.getName())
        .containsExactly("B");
    assertThat(after.getSpec().getReplicas()).isEqualTo(1);
    assertThat(after.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void aFieldThatAnotherAppliesTooStaysWhenOneLeavesItOut() {
    config(Map.of("a", "1", "b", "2")).patch(APPLY);
    config(Map.of("b", "2", "c", "3")).patch(APPLY_BY_OTHER);
    ConfigMap after = config(Map.of("a", "1")).patch(APPLY);

    assertThat(after.getData()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }

  @Test
  void anothersFieldIsTakenByForceAlone() {
    config(Map.of("a", "1")).patch(APPLY);
    PatchContext force = applying("second", true);

    assertThatThrownBy(() -> config(Map.of("a", "2")).patch(APPLY_BY_OTHER))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(config(Map.of("a", "2")).patch(force).getData()).containsEntry("a", "2");
    assertThat(config(Map.of("b", "1")).patch(APPLY).getData())
        .isEqualTo(Map.of("a", "2", "b", "1"));
  }

  @Test
  void anUpdateTakesTheFieldsThatItChanges() {
    config(Map.of("a", "1", "b", "1")).patch(APPLY);
    stored().edit(c -> new ConfigMapBuilder(c).addToData("a", "2").build());

    assertThatThrownBy(() -> config(Map.of("a", "1", "b", "1")).patch(APPLY))
        .isInstanceOf(KubernetesClientException.class);
    assertThat(config(Map.of("b", "1")).patch(APPLY).getData())
        .isEqualTo(Map.of("a", "2", "b", "1"));
  }

  @Test
  void aCustomResourceGetsItsDefaultsAndLosesWhatItsSchemaDoesNotKnow() {
    GenericKubernetesResource widget =
        widget("spec: {colour: red, unknown: 1, parts: [{name: a}]}").create();

    assertThat(widget.<Object>get("spec", "replicas")).isEqualTo(2);
    assertThat(widget.<Object>get("spec", "storage")).isEqualTo(Map.of("type", "Ephemeral"));
    assertThat(widget.<Object>get("spec", "parts", 0)).isEqualTo(Map.of("name", "a", "size", 1));
    assertThat(widget.<Map<String, Object>>get("spec")).doesNotContainKey("unknown");
  }

  @Test
  void statusIsWrittenByItsSubresourceAloneAndMovesNoGeneration() {
    GenericKubernetesResource created =
        widget("spec: {colour: red}\nstatus: {replicas: 7}").patch(APPLY);
    GenericKubernetesResource reported =
        widget("status: {replicas: 2, conditions: [{type: Ready, status: 'True'}]}")
            .subresource("status")
            .patch(APPLY);
    GenericKubernetesResource again =
        widget("status: {replicas: 2, conditions: [{type: Ready, status: 'True'}]}")
            .subresource("status")
            .patch(APPLY);

    assertThat(created.getAdditionalProperties()).doesNotContainKey("status");
    assertThat(reported.<Object>get("status", "replicas")).isEqualTo(2);
    assertThat(reported.<Object>get("spec", "colour")).isEqualTo("red");
    assertThat(reported.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(again.getMetadata().getResourceVersion())
        .isEqualTo(reported.getMetadata().getResourceVersion());
    assertThat(reported.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getSubresource)
        .contains("status");
  }

  @Test
  void theScaleSubresourceChangesReplicas() {
    widget("spec: {colour: red}").patch(APPLY);
    client()
        .genericKubernetesResources("test.gunrelay.io/v1", "Widget")
        .inNamespace(namespace)
        .withName("widget")
        .scale(5);
    assertThat(widget("spec: {}").get().<Object>get("spec", "replicas")).isEqualTo(5);

    deployment(DEPLOYMENT).patch(APPLY);
    assertThat(deployment(DEPLOYMENT).scale().getSpec().getReplicas()).isEqualTo(3);
  }

  @Test
  void aStaleUpdateIsRefused() {
    ConfigMap first = config(Map.of("a", "1")).create();
    config(Map.of("a", "2")).update();
    ConfigMap stale = new ConfigMapBuilder(first).addToData("b", "2").build();

    assertThatThrownBy(() -> client().resource(stale).lockResourceVersion().update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void aFinalizerHoldsAnObjectBackUntilItIsTakenAway() {
    ConfigMap config =
        new ConfigMapBuilder(config(Map.of()).item())
            .editMetadata()
            .addToFinalizers("test.gunrelay.io/hold")
            .endMetadata()
            .build();
    client().resource(config).create();
    stored().delete();
    assertThat(stored().get().getMetadata().getDeletionTimestamp()).isNotNull();

    stored()
        .edit(c ->
            new ConfigMapBuilder(c).editMetadata().withFinalizers(List.of()).endMetadata().build());
    assertThat(stored().get()).isNull();
  }

  @Test
  void aWatchTellsOfEachChangeOfWhatItSelects() throws InterruptedException {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    Watcher<ConfigMap> watcher =
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, ConfigMap object) {
            if (action != Action.BOOKMARK) {
              events.add(action + " " + object.getMetadata().getName());
            }
          }

          @Override
          public void onClose(WatcherException cause) {}
        };
    Watch watch = client().configMaps().inNamespace(namespace).withLabel("app", "a").watch(watcher);
    try {
      config(Map.of("a", "1")).create();
      stored().edit(c -> labelled(c, "app", "a"));
      stored().edit(c -> labelled(c, "more", "b"));
      stored().edit(c -> labelled(c, "app", "c"));

      assertThat(List.of(events.take(), events.take(), events.take()))
          .containsExactly("ADDED config", "MODIFIED config", "DELETED config");
    } finally {
      watch.close();
    }
  }

  @Test
  void aKindThatNobodyDefinedIsNotFound() {
    assertThatThrownBy(() ->
            client()
                .resource(
                    Serialization.<GenericKubernetesResource>unmarshal(
                        """
                        apiVersion: nobody.defined.io/v1
                        kind: ServiceMonitor
                        metadata: {name: x, namespace: default}
                        """,
                        GenericKubernetesResource.class))
                .create())
        .isInstanceOf(KubernetesClientException.class);
    assertThat(client().getApiResources("nobody.defined.io/v1")).isNull();
    assertThat(client().getApiResources("test.gunrelay.io/v1").getResources())
        .extracting(r -> r.getName())
        .contains("widgets", "widgets/status", "widgets/scale");
  }

  @Test
  void strategicAndMergePatchesAreMergedByTheirOwnRules() {
    deployment(DEPLOYMENT).create();
    String second =
        """
        {"spec": {"template": {"spec": {"containers": [{"name": "relay", "image": "other"}]}}}}
        """;
    Deployment patched =
        deployment(DEPLOYMENT).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), second);
    assertThat(patched.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .hasSize(1);

    config(Map.of("a", "1", "b", "2")).create();
    ConfigMap merged =
        stored()
            .patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"data\": {\"a\": null, \"c\": \"3\"}}");
    assertThat(merged.getData()).isEqualTo(Map.of("b", "2", "c", "3"));
  }

  @Test
  void aDryRunStoresNothing() {
    config(Map.of("a", "1")).dryRun().create();
    assertThat(stored().get()).isNull();
  }

  private static PatchContext applying(String manager, boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(force)
        .build();
  }

  Resource<ConfigMap> config(Map<String, String> data) {
    return client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("config")
                .withNamespace(namespace)
                .endMetadata()
                .withData(data)
                .build());
  }

  /** The config map on the server, whatever it holds. */
  Resource<ConfigMap> stored() {
    return client().configMaps().inNamespace(namespace).withName("config");
  }

  ConfigMap owned(ConfigMap owner) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("owned")
        .withNamespace(namespace)
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build())
        .endMetadata()
        .build();
  }

  private static ConfigMap labelled(ConfigMap config, String name, String value) {
    return new ConfigMapBuilder(config)
        .editMetadata()
        .addToLabels(name, value)
        .endMetadata()
        .build();
  }

  private Resource<GenericKubernetesResource> widget(String fields) {
    GenericKubernetesResource widget =
        Serialization.unmarshal(fields, GenericKubernetesResource.class);
    widget.setApiVersion("test.gunrelay.io/v1");
    widget.setKind("Widget");
    widget.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
            .withName("widget")
            .withNamespace(namespace)
            .build());
    return client().resource(widget);
  }

  private io.fabric8.kubernetes.client.dsl.RollableScalableResource<Deployment> deployment(
      String yaml) {
    Deployment deployment = Serialization.unmarshal(yaml, Deployment.class);
    return client().apps().deployments().inNamespace(namespace).resource(deployment);
  }

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: relay
        labels: {app: relay}
      spec:
        replicas: 3
        selector: {matchLabels: {app: relay}}
        template:
          metadata: {labels: {app: relay}}
          spec:
            containers:
            - name: relay
              image: relay:1
              env: [{name: A, value: a}]
              ports: [{name: gun, containerPort: 8765}]
      """;
}

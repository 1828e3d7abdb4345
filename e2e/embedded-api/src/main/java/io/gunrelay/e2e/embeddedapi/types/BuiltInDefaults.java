package io.gunrelay.e2e.embeddedapi.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** The defaults of built-in kinds that a client can notice. */
final class BuiltInDefaults {
  private BuiltInDefaults() {}

  static Consumer<ObjectNode> of(String kind) {
    return switch (kind) {
      case "Pod" -> object -> pod(object.withObject("/spec"));
      case "Deployment", "StatefulSet", "ReplicaSet" -> object -> workload(kind, object);
      case "Service" -> BuiltInDefaults::service;
      case "HorizontalPodAutoscaler" -> object -> number(object, "spec", "minReplicas", 1);
      case "PersistentVolumeClaim" -> object -> text(object, "spec", "volumeMode", "Filesystem");
      case "Secret" -> object -> text(object, "type", "Opaque");
      default -> object -> {};
    };
  }

  private static void workload(String kind, ObjectNode object) {
    ObjectNode spec = object.withObject("/spec");
    number(spec, "replicas", 1);
    switch (kind) {
      case "Deployment" -> {
        number(spec, "revisionHistoryLimit", 10);
        number(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = spec.withObject("/strategy");
        text(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
          text(strategy.withObject("/rollingUpdate"), "maxSurge", "25%");
          text(strategy.withObject("/rollingUpdate"), "maxUnavailable", "25%");
        }
      }
      case "StatefulSet" -> {
        number(spec, "revisionHistoryLimit", 10);
        text(spec, "podManagementPolicy", "OrderedReady");
        text(spec.withObject("/updateStrategy"), "type", "RollingUpdate");
        for (JsonNode claim : spec.path("volumeClaimTemplates")) {
          text((ObjectNode) claim, "spec", "volumeMode", "Filesystem");
        }
      }
      default -> {}
    }
    if (spec.has("template")) {
      pod(spec.withObject("/template").withObject("/spec"));
    }
  }

  private static void pod(ObjectNode spec) {
    text(spec, "restartPolicy", "Always");
    text(spec, "dnsPolicy", "ClusterFirst");
    text(spec, "schedulerName", "default-scheduler");
    number(spec, "terminationGracePeriodSeconds", 30);
    spec.withObject("/securityContext");
    spec.path("containers").forEach(container -> container((ObjectNode) container));
    spec.path("initContainers").forEach(container -> container((ObjectNode) container));
    spec.path("volumes").forEach(volume -> volume((ObjectNode) volume));
  }

  private static void container(ObjectNode container) {
    String image = container.path("image").asText();
    boolean latest = image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/');
    text(container, "imagePullPolicy", latest && !image.contains("@") ? "Always" : "IfNotPresent");
    text(container, "terminationMessagePath", "/dev/termination-log");
    text(container, "terminationMessagePolicy", "File");
    container.withObject("/resources");
    container.path("ports").forEach(port -> text((ObjectNode) port, "protocol", "TCP"));
    for (String probe : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
      if (container.path(probe) instanceof ObjectNode object) {
        number(object, "timeoutSeconds", 1);
        number(object, "periodSeconds", 10);
        number(object, "successThreshold", 1);
        number(object, "failureThreshold", 3);
        if (object.path("httpGet") instanceof ObjectNode get) {
          text(get, "scheme", "HTTP");
        }
      }
    }
    for (JsonNode variable : container.path("env")) {
      if (variable.at("/valueFrom/fieldRef") instanceof ObjectNode reference) {
        text(reference, "apiVersion", "v1");
      }
    }
  }

  private static void volume(ObjectNode volume) {
    if (volume.path("configMap") instanceof ObjectNode source) {
      number(source, "defaultMode", 0644);
    }
    if (volume.path("secret") instanceof ObjectNode source) {
      number(source, "defaultMode", 0644);
    }
    if (volume.path("projected") instanceof ObjectNode source) {
      number(source, "defaultMode", 0644);
    }
  }

  private static void service(ObjectNode object) {
    ObjectNode spec = object.withObject("/spec");
    text(spec, "type", "ClusterIP");
    text(spec, "sessionAffinity", "None");
    text(spec, "internalTrafficPolicy", "Cluster");
    for (JsonNode port : spec.path("ports")) {
      text((ObjectNode) port, "protocol", "TCP");
      if (!port.has("targetPort")) {
        ((ObjectNode) port).set("targetPort", port.get("port"));
      }
    }
  }

  private static void text(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static void text(ObjectNode object, String parent, String field, String value) {
    text(object.withObject("/" + parent), field, value);
  }

  private static void number(ObjectNode object, String field, int value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static void number(ObjectNode object, String parent, String field, int value) {
    number(object.withObject("/" + parent), field, value);
  }
}

package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.listed;
import static io.gunrelay.operator.fleet.Given.text;

import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.ExposureType;
import org.jspecify.annotations.Nullable;

/** Reads how clients come to a fleet. */
final class EntryReader {

  static @Nullable Entry entry(@Nullable ExposureSpec exposure) {
    if (exposure == null || exposure.type() == ExposureType.None) {
      return null;
    }
    var tls = exposure.tls();
    return new Entry(
        text(
            exposure.host(),
            "spec.exposure.host",
            "is missing: give the DNS name that clients connect to, or set type None"),
        door(exposure),
        tls == null ? null : tls.secretName(),
        listed(exposure.trustedProxies()));
  }

  private static Door door(ExposureSpec exposure) {
    if (exposure.type() != ExposureType.Gateway) {
      return new Door.Ingress(exposure.className());
    }
    var shared = exposure.gatewayRef();
    if (shared == null) {
      return new Door.OwnGateway(
          text(
              exposure.className(),
              "spec.exposure",
              "has no Gateway: name one in gatewayRef, or the class of one to be made in className"));
    }
    return new Door.SharedGateway(
        text(shared.name(), "spec.exposure.gatewayRef.name", "is missing: name the Gateway"),
        shared.namespace(),
        shared.sectionName());
  }

  private EntryReader() {}
}

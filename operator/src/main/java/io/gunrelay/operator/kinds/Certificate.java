package io.gunrelay.operator.kinds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * What cert-manager keeps a certificate by, in a Secret.
 *
 * @see <a href="https://cert-manager.io/docs/reference/api-docs/">its reference</a>
 */
@Group("cert-manager.io")
@Version("v1")
public final class Certificate extends CustomResource<CertificateSpec, CertificateStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** On the Secret: whose it is. */
  public static final String NAME_ANNOTATION = "cert-manager.io/certificate-name";
}

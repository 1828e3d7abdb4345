package io.gunrelay.operator.kinds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Records that external-dns is to make.
 *
 * @see <a href="https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/crd/">its
 *     documentation</a>
 */
@Group("externaldns.k8s.io")
@Version("v1alpha1")
@Kind("DNSEndpoint")
@Plural("dnsendpoints")
public final class DnsEndpoint extends CustomResource<DnsEndpointSpec, Void> implements Namespaced {

  private static final long serialVersionUID = 1L;
}

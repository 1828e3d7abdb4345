package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DNS records of the entry's hosts. */
@Wire
@ValidationRule(
    value = "self.mode != 'None' || !(has(self.ttlSeconds) || has(self.targets))",
    message =
        "dns.ttlSeconds and dns.targets have no effect with mode None: remove them, or set mode"
            + " Annotations or Endpoint",
    fieldPath = ".mode")
public record DnsSpec(
    @JsonPropertyDescription(
            "How external-dns is told of the hosts. Annotations: on what the entry is made of."
                + " Endpoint: by a DNSEndpoint, with the addresses of the entry. None: not at all.")
        @Default("None")
        DnsMode mode,
    @JsonPropertyDescription(
            "How many seconds a record may be kept. Absent: as external-dns has it.")
        @Min(1)
        @Max(86_400)
        @Nullable Integer ttlSeconds,
    @JsonPropertyDescription(
            "Where the records lead to: addresses, or one DNS name. The operator's setting"
                + " GUNRELAY_ALLOWED_DNS_TARGETS has to allow each. Absent: to the addresses that the"
                + " entry has got.")
        @Size(min = 1, max = 16)
        @ValidationRule(
            value =
                "self.all(t, isIP(t)) || (size(self) == 1 && self.all(t, t.matches('^[a-z0-9]"
                    + "([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$')))",
            message =
                "dns.targets must hold addresses such as 192.0.2.7, or one DNS name in small letters"
                    + " such as lb.example.com")
        @Nullable List<@Size(min = 1, max = 253) String> targets) {

  public DnsSpec(
      @Nullable DnsMode mode, @Nullable Integer ttlSeconds, @Nullable List<String> targets) {
    this.mode = mode == null ? DnsMode.None : mode;
    this.ttlSeconds = ttlSeconds;
    this.targets = targets;
  }
}

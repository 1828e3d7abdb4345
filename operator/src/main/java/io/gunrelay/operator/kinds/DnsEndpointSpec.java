package io.gunrelay.operator.kinds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of external-dns. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsEndpointSpec(@Nullable List<Endpoint> endpoints) {

  /**
   * Records of one name.
   *
   * @param recordType A, AAAA or CNAME
   * @param recordTTL in seconds; null for external-dns' own
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Endpoint(
      String dnsName, String recordType, List<String> targets, @Nullable Long recordTTL) {}
}

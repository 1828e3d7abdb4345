package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Somebody else who judges new relays, and is asked by HTTP. */
@Wire
public record AnalysisWebhookSpec(
    @JsonPropertyDescription("What it is called in the verdict.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message =
                "the name of a webhook must be small letters, digits and dashes, such as smoke-test")
        String name,
    @JsonPropertyDescription(
            "Where a POST goes in each interval of a step. Status 2xx passes, 4xx fails with the"
                + " answer's first line as the reason, all else says nothing. The operator's setting"
                + " GUNRELAY_ALLOWED_WEBHOOKS has to allow the host.")
        @Required
        @Size(min = 1, max = 2048)
        @ValidationRule(
            value =
                "self.matches('^https?://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?"
                    + "(/[-A-Za-z0-9._~!$&()*+,;=:@%/?]*)?$')",
            message =
                "the url of a webhook must be http:// or https:// and a host in small letters, such"
                    + " as https://checks.example.com/relays")
        String url,
    @JsonPropertyDescription("For how many seconds an answer is waited for.")
        @Default("" + Defaults.WEBHOOK_SECONDS)
        @Min(1)
        @Max(60)
        Integer timeoutSeconds) {

  public AnalysisWebhookSpec(String name, String url, @Nullable Integer timeoutSeconds) {
    this.name = name;
    this.url = url;
    this.timeoutSeconds = timeoutSeconds == null ? Defaults.WEBHOOK_SECONDS : timeoutSeconds;
  }
}

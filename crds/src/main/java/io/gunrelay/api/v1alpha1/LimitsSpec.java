package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Bounds of each relay. */
@Wire
public record LimitsSpec(
    @JsonPropertyDescription(
            "How many clients may be connected to one relay at once. It refuses more of them, which"
                + " then try again.")
        @Default("" + Defaults.CONNECTIONS)
        @Min(1)
        @Max(1_000_000)
        Integer connections,
    @JsonPropertyDescription(
            "The longest message that a relay takes, in bytes. It closes the connection of a client"
                + " that sends a longer one.")
        @Default("" + Defaults.MESSAGE_BYTES)
        @Min(1_024)
        @Max(268_435_456)
        Integer messageBytes,
    @JsonPropertyDescription("How many souls and keys one connection may be subscribed to at once.")
        @Default("" + Defaults.SUBSCRIPTIONS_PER_CONNECTION)
        @Min(1)
        @Max(1_000_000)
        Integer subscriptionsPerConnection) {

  public LimitsSpec(
      @Nullable Integer connections,
      @Nullable Integer messageBytes,
      @Nullable Integer subscriptionsPerConnection) {
    this.connections = connections == null ? Defaults.CONNECTIONS : connections;
    this.messageBytes = messageBytes == null ? Defaults.MESSAGE_BYTES : messageBytes;
    this.subscriptionsPerConnection =
        subscriptionsPerConnection == null
            ? Defaults.SUBSCRIPTIONS_PER_CONNECTION
            : subscriptionsPerConnection;
  }
}

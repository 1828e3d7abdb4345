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
        Integer subscriptionsPerConnection,
    @JsonPropertyDescription(
            "How many connections may be opened to one relay in a second. Absent: no limit.")
        @Min(1)
        @Max(1_000_000_000)
        @Nullable Integer connectionsPerSecond,
    @JsonPropertyDescription(
            "How many messages all clients of one relay may send in a second; who sends more than the others is slowed down first. Absent: no limit.")
        @Min(1)
        @Max(1_000_000_000)
        @Nullable Integer messagesPerSecond,
    @JsonPropertyDescription(
            "How many bytes of messages all clients of one relay may send in a second, shared out likewise. Absent: no limit.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long bytesPerSecond,
    @JsonPropertyDescription(
            "How many souls and keys all clients of one relay may be subscribed to. Absent: no limit.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long subscriptions,
    @JsonPropertyDescription(
            "What the clients of one address (with IPv6, of one /64) may do together. Behind an Ingress the relays know addresses by exposure.trustedProxies only. Absent: no limits.")
        @Nullable AddressLimitsSpec perAddress,
    @JsonPropertyDescription(
            "What may be put into one user's space, whoever sends it. Absent: no limits.")
        @Nullable KeyLimitsSpec perKey) {

  public LimitsSpec(
      @Nullable Integer connections,
      @Nullable Integer messageBytes,
      @Nullable Integer subscriptionsPerConnection,
      @Nullable Integer connectionsPerSecond,
      @Nullable Integer messagesPerSecond,
      @Nullable Long bytesPerSecond,
      @Nullable Long subscriptions,
      @Nullable AddressLimitsSpec perAddress,
      @Nullable KeyLimitsSpec perKey) {
    this.connections = connections == null ? Defaults.CONNECTIONS : connections;
    this.messageBytes = messageBytes == null ? Defaults.MESSAGE_BYTES : messageBytes;
    this.subscriptionsPerConnection =
        subscriptionsPerConnection == null
            ? Defaults.SUBSCRIPTIONS_PER_CONNECTION
            : subscriptionsPerConnection;
    this.connectionsPerSecond = connectionsPerSecond;
    this.messagesPerSecond = messagesPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.subscriptions = subscriptions;
    this.perAddress = perAddress;
    this.perKey = perKey;
  }

  /** The limits that every relay has, and no others. */
  static LimitsSpec basic(
      @Nullable Integer connections,
      @Nullable Integer messageBytes,
      @Nullable Integer subscriptionsPerConnection) {
    return new LimitsSpec(
        connections, messageBytes, subscriptionsPerConnection, null, null, null, null, null, null);
  }
}

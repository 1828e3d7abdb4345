package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found and did. */
@Wire
public record GunRelayClusterStatus(
    @JsonPropertyDescription(
            "The generation of the spec that this status speaks of. While it is less than"
                + " metadata.generation, the operator has not seen the last change yet.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The fleet's state in a word. Pending: nothing runs yet. Progressing: on the way to what"
                + " spec asks for. Ready: as spec asks for. Degraded: not so, and not on the way;"
                + " message says why. Paused: left as it is, as an annotation asks for it.")
        @Nullable Phase phase,
    @JsonPropertyDescription("Why the fleet is in this state, and what to do about it: one line.")
        @Nullable String message,
    @JsonPropertyDescription(
            "The state in parts. Ready: clients are served as spec asks for. Progressing: a change"
                + " is being carried out. Degraded: something is wrong that does not mend by itself"
                + " soon.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Relays that exist in all regions, ready or not.") @StatusReplicas
        @Nullable Integer replicas,
    @JsonPropertyDescription("Relays that spec, or the autoscaler, asks for in all regions.")
        @Nullable Integer desiredReplicas,
    @JsonPropertyDescription("Relays that take clients, in all regions.")
        @Nullable Integer readyReplicas,
    @JsonPropertyDescription("Ready relays of desired ones, such as 2/2.") @Nullable String ready,
    @JsonPropertyDescription(
            "Connected clients in all regions, as the relays report them. Follows changes of 5 % or"
                + " more, at most every 30 s. Absent: no relay has reported yet.")
        @Nullable Long clients,
    @JsonPropertyDescription("The label selector of the relays' pods, for the scale subresource.")
        @LabelSelector
        @Nullable String selector,
    @JsonPropertyDescription("Each region as it is.") @Nullable List<RegionStatus> regions,
    @JsonPropertyDescription(
            "Other clusters that have objects of the fleet, as they are. One that no region is in any"
                + " more stays here until nothing is left in it.")
        @Nullable List<ClusterStatus> clusters,
    @JsonPropertyDescription("The sets of relays that there are, or are to be, in each region.")
        @Nullable List<ColourStatus> colours,
    @JsonPropertyDescription("The rollout that is under way. Absent: none.")
        @Nullable RolloutStatus rollout,
    @JsonPropertyDescription(
            "A revision that was taken back. It is not tried again until spec asks for another one.")
        @Nullable FailedRevisionStatus failedRevision,
    @JsonPropertyDescription("The last ten rollouts that have ended, the latest first.")
        @Nullable List<PastRolloutStatus> rollouts,
    @JsonPropertyDescription("Which region serves whose clients. Absent: the fleet has one region.")
        @Nullable FailoverStatus failover) {}

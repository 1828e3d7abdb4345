package io.gunrelay.relay.differential;

import java.util.List;
import java.util.Set;

/**
 * What one client says about souls that no other exchange is about.
 *
 * @param kind what it tries out, for reports and explanations
 * @param steps texts of frames; each step begins when the relay has nothing more to say
 * @param souls what is read back, and what another client is subscribed to
 * @param ids JSON texts of the ids that may be answered
 * @param alone whether it is said without others in between, because the answer names no id
 */
record Exchange(
    String kind, List<List<String>> steps, Set<String> souls, Set<String> ids, boolean alone) {}

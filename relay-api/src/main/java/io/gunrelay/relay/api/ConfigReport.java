package io.gunrelay.relay.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a relay has taken its configuration file, which it reads again when it changes.
 *
 * @param digest of the file whose live options are in force, as {@link FileDigest} makes it
 * @param awaitingRestart keys of options that the file has changed and a running relay cannot take
 * @param refusal why the file as it is now is not in force; null when it is
 */
public record ConfigReport(String digest, List<String> awaitingRestart, @Nullable String refusal) {}

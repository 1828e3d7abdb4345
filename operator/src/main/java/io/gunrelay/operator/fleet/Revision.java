package io.gunrelay.operator.fleet;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What takes new relays when it changes. All else of a fleet reaches relays while they run.
 *
 * @param version the relays' version
 * @param image the relays' image in full
 * @param durability what writes are acknowledged for
 * @param resources what each relay's container may use
 * @param pods what pods have beside what every fleet's have
 * @param drainSeconds how long a relay that stops may take to hand its clients over
 */
public record Revision(
    String version,
    String image,
    Durability durability,
    ResourceRequirements resources,
    PodOverrides pods,
    int drainSeconds) {

  private static final int ID_BYTES = 4;

  public Revision {
    // What is empty is left out where a revision is remembered.
    resources = requireNonNullElseGet(resources, ResourceRequirements::new);
    pods = requireNonNullElse(pods, PodOverrides.NONE);
  }

  /** The same revision has the same text, and so the same id, in every operator that knows it. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** By which people and labels name it: eight hexadecimal digits. */
  public String id() {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How long a relay of it may take to stop. */
  public GracePeriod grace() {
    return new GracePeriod(drainSeconds);
  }

  /** As it is remembered in the resource's status. */
  public String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what was remembered; empty where somebody has written something else. */
  public static Optional<Revision> of(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(text, Revision.class)).filter(Revision::isWhole);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("NullAway") // Jackson leaves out what the text does not have.
  private static boolean isWhole(Revision read) {
    return read.version != null && read.image != null && read.durability != null;
  }
}

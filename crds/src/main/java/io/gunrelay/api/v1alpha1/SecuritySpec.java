package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may connect, and what they may write. */
@Wire
@ValidationRule(
    value = "self.encryption != 'Off' || !has(self.ciphertextShapes)",
    message =
        "security.ciphertextShapes has no effect with encryption Off: remove it, or set encryption"
            + " to Audit or Require",
    fieldPath = ".ciphertextShapes")
public record SecuritySpec(
    @JsonPropertyDescription(
            "The pages that may connect, by the origin that their browsers send, such as"
                + " https://app.example.com, https://*.example.com or chrome-extension://ID."
                + " Programs other than browsers send none and are let in. Absent: every page.")
        @Size(min = 1, max = 64)
        @ValidationRule(
            value = "self.all(o, o.matches('" + ORIGIN + "'))",
            message =
                "security.allowedOrigins must hold origins such as https://app.example.com,"
                    + " https://*.example.com or chrome-extension://ID: a scheme and a host, without"
                    + " path")
        @Nullable List<@Size(min = 1, max = 253) String> allowedOrigins,
    @JsonPropertyDescription(
            "What becomes of values that clients did not encrypt. Off: they are taken. Audit: they"
                + " are taken and counted. Require: they are refused, but for what SEA's users need"
                + " in plain: public keys, names and links.")
        @Default("Off")
        EncryptionPolicy encryption,
    @JsonPropertyDescription(
            "Texts that count as encrypted beside SEA's, for applications with envelopes of their"
                + " own: regular expressions (RE2's) that match a value from end to end, such as"
                + " ^v1[.][A-Za-z0-9_-]+$. For encryption Audit and Require.")
        @Size(min = 1, max = 16)
        @ValidationRule(
            value = "self.all(s, !s.matches('[[:space:]]') && (''.matches(s) || !''.matches(s)))",
            message =
                "security.ciphertextShapes must hold regular expressions without blanks: write"
                    + " \\x20 for a blank")
        @Nullable List<@Size(min = 1, max = 256) String> ciphertextShapes,
    @JsonPropertyDescription(
            "Whether relays refuse souls that anyone may write to, as gun.js does with its option"
                + " secure: only users' own spaces, content by its hash, and what certificates allow"
                + " are left.")
        @Default("false")
        Boolean signedOnly,
    @JsonPropertyDescription("Who may reach the relays over the cluster's network.") @Default("{}")
        NetworkPolicySpec networkPolicy) {

  private static final String ORIGIN =
      "^[a-z][a-z0-9+.-]*://([*][.])?[A-Za-z0-9._~-]+(:[0-9]{1,5})?$";

  public SecuritySpec(
      @Nullable List<String> allowedOrigins,
      @Nullable EncryptionPolicy encryption,
      @Nullable List<String> ciphertextShapes,
      @Nullable Boolean signedOnly,
      @Nullable NetworkPolicySpec networkPolicy) {
    this.allowedOrigins = allowedOrigins;
    this.encryption = encryption == null ? EncryptionPolicy.Off : encryption;
    this.ciphertextShapes = ciphertextShapes;
    this.signedOnly = signedOnly != null && signedOnly;
    this.networkPolicy =
        networkPolicy == null ? new NetworkPolicySpec(null, null, null) : networkPolicy;
  }
}

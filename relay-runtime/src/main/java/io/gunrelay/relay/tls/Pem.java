package io.gunrelay.relay.tls;

import io.gunrelay.relay.bytes.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM text (RFC 7468).
 *
 * @param label what stands after BEGIN
 * @param der the block's bytes
 */
record Pem(String label, Bytes der) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  /** The blocks of a text; what stands around them is passed over. */
  static List<Pem> blocks(String text) {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      try {
        blocks.add(
            new Pem(
                matcher.group(1), Bytes.wrap(Base64.getMimeDecoder().decode(matcher.group(2)))));
      } catch (IllegalArgumentException broken) {
        // Not base64: as if it were not there.
      }
    }
    return blocks;
  }
}

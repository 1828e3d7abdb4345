package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes the messages that a relay sends, each as one complete JSON object in UTF-8.
 *
 * <p>Ids of other people's messages ({@code inReplyTo}) are the JSON text of the id as it came.
 */
public final class MessageWriter {
  /** The empty batch: the heartbeat that JavaScript can see. */
  public static final Bytes HEARTBEAT = Bytes.utf8("[]");

  public static final Bytes TOO_BIG = Bytes.utf8("{\"dam\":\"!\",\"err\":\"Message too big!\"}");
  public static final Bytes PARSE_ERROR =
      Bytes.utf8("{\"dam\":\"!\",\"err\":\"DAM JSON parse error.\"}");

  private static final int ENVELOPE = 96;

  private MessageWriter() {}

  /** Says what is wrong, in answer to no message; gun.js logs it. */
  public static Bytes complaint(String reason) {
    return new JsonText(ENVELOPE).raw("{\"dam\":\"!\",\"err\":").string(reason).raw('}').toBytes();
  }

  /** The relay's first words: who it is. */
  public static Bytes hello(String id, String pid) {
    return new JsonText(ENVELOPE)
        .raw("{\"#\":")
        .string(id)
        .raw(",\"dam\":\"?\",\"pid\":")
        .string(pid)
        .raw('}')
        .toBytes();
  }

  /** The answer to another's first words. */
  public static Bytes helloBack(String id, String pid, Bytes inReplyTo) {
    return new JsonText(ENVELOPE)
        .raw("{\"dam\":\"?\",\"pid\":")
        .string(pid)
        .raw(",\"@\":")
        .raw(inReplyTo)
        .raw(",\"#\":")
        .string(id)
        .raw('}')
        .toBytes();
  }

  /** A relay that has just begun greets another. */
  public static Bytes hi(String id) {
    return new JsonText(ENVELOPE).raw("{\"dam\":\"hi\",\"#\":").string(id).raw('}').toBytes();
  }

  /** What subscribers are sent: the deltas, of one or more souls, each soul and key once. */
  public static Bytes update(String id, List<Delta> deltas) {
    JsonText text = new JsonText(PutText.expectedSize(deltas) + ENVELOPE);
    text.raw("{\"#\":").string(id).raw(",\"put\":");
    PutText.write(text, deltas);
    return text.raw('}').toBytes();
  }

  /**
   * What a relay passes on to another one.
   *
   * @param deltas of one or more souls, each soul and key once
   * @param visited the {@code ><}: relays that have it or are sent it by this one, so that the
   *     receiver need not pass it on to them; may be empty
   */
  public static Bytes passedOn(String id, List<Delta> deltas, List<String> visited) {
    JsonText text = new JsonText(PutText.expectedSize(deltas) + ENVELOPE);
    text.raw("{\"#\":").string(id).raw(",\"put\":");
    PutText.write(text, deltas);
    if (!visited.isEmpty()) {
      text.raw(",\"><\":").string(String.join(",", visited));
    }
    return text.raw('}').toBytes();
  }

  /**
   * Asks a relay of gun.js for the souls of a range, with all their keys.
   *
   * @param prefix the LEX operator {@code *} or {@code =}, which gun.js wants to be there, empty
   * @param after souls come after this text
   * @param before and not after this one, unless it is empty
   * @param budget the {@code %}: characters of values after which the answer ends; 0: none
   */
  public static Bytes range(String id, String prefix, String after, String before, int budget) {
    JsonText text = new JsonText(ENVELOPE + after.length() + before.length());
    text.raw("{\"#\":").string(id).raw(",\"get\":{\"#\":{").string(prefix).raw(":\"\"");
    text.raw(",\">\":").string(after);
    if (!before.isEmpty()) {
      text.raw(",\"<\":").string(before);
    }
    text.raw('}');
    if (budget > 0) {
      text.raw(",\"%\":").raw(Integer.toString(budget));
    }
    return text.raw("}}").toBytes();
  }

  /** Asks another relay for what a pattern matches. */
  public static Bytes find(String id, RangeQuery query) {
    JsonText text = new JsonText(ENVELOPE + query.souls().from().length());
    text.raw("{\"#\":").string(id).raw(",\"get\":");
    QueryText.write(text, query);
    return text.raw('}').toBytes();
  }

  /**
   * Part of the answer to a query.
   *
   * @param deltas of one soul, each key once
   * @param more whether another part follows
   */
  public static Bytes answer(String id, Bytes inReplyTo, List<Delta> deltas, boolean more) {
    JsonText text = new JsonText(PutText.expectedSize(deltas) + inReplyTo.size() + ENVELOPE);
    text.raw("{\"#\":").string(id).raw(",\"@\":").raw(inReplyTo).raw(",\"put\":");
    int hash = PutText.writeHashed(text, deltas);
    text.raw(",\"##\":").raw(Integer.toString(hash));
    return text.raw(more ? ",\"%\":1}" : "}").toBytes();
  }

  /** Several messages as one text; a single one is itself. */
  public static Bytes batch(List<Bytes> messages) {
    if (messages.size() == 1) {
      return messages.getFirst();
    }
    JsonText text = new JsonText(messages.stream().mapToInt(Bytes::size).sum() + messages.size());
    char separator = '[';
    for (Bytes message : messages) {
      text.raw(separator).raw(message);
      separator = ',';
    }
    return text.raw(']').toBytes();
  }

  /** Nothing is known of what was asked for. */
  public static Bytes notFound(Bytes inReplyTo) {
    return new JsonText(ENVELOPE).raw("{\"@\":").raw(inReplyTo).raw('}').toBytes();
  }

  /** The put is stored. */
  public static Bytes stored(Bytes inReplyTo) {
    return new JsonText(ENVELOPE).raw("{\"@\":").raw(inReplyTo).raw(",\"ok\":true}").toBytes();
  }

  /** The message was not accepted, and why. */
  public static Bytes error(Bytes inReplyTo, String reason) {
    return new JsonText(ENVELOPE + reason.length())
        .raw("{\"@\":")
        .raw(inReplyTo)
        .raw(",\"err\":")
        .string(reason)
        .raw('}')
        .toBytes();
  }

  /** Makes a client leave and dial one of the URLs. */
  public static Bytes mob(List<String> urls) {
    JsonText text = new JsonText(ENVELOPE * (1 + urls.size()));
    text.raw("{\"dam\":\"mob\",\"mob\":").raw(Integer.toString(urls.size())).raw(",\"peers\":");
    char separator = '{';
    for (String url : urls) {
      text.raw(separator).string(url).raw(":{}");
      separator = ',';
    }
    return text.raw("}}").toBytes();
  }

  /**
   * The {@code ##} of an answer.
   *
   * @param deltas each soul and key once
   */
  public static int hash(List<Delta> deltas) {
    return PutText.writeHashed(new JsonText(PutText.expectedSize(deltas)), deltas);
  }

  /**
   * Asks a client for what it has.
   *
   * @param known the hash of what is known: who would give the same answer gives none
   */
  public static Bytes get(String id, Query query, OptionalInt known) {
    JsonText text = new JsonText(ENVELOPE + query.soul().length());
    text.raw("{\"#\":").string(id).raw(",\"get\":{\"#\":").string(query.soul());
    query.key().ifPresent(key -> text.raw(",\".\":").string(key));
    text.raw('}');
    known.ifPresent(hash -> text.raw(",\"##\":").raw(Integer.toString(hash)));
    return text.raw('}').toBytes();
  }
}

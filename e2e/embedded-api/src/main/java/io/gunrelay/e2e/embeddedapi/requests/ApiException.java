package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered by a {@code Status} of failure. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  public ApiException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  public static ApiException notFound(Target target) {
    return new ApiException(
        404, "NotFound", target.type().qualifiedPlural() + " \"" + target.name() + "\" not found");
  }

  public static ApiException unknownPath() {
    return new ApiException(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiException alreadyExists(Target target) {
    return new ApiException(
        409,
        "AlreadyExists",
        target.type().qualifiedPlural() + " \"" + target.name() + "\" already exists");
  }

  public static ApiException conflict(String message) {
    return new ApiException(409, "Conflict", message);
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message);
  }

  public static ApiException expired() {
    return new ApiException(410, "Expired", "too old resource version");
  }

  public int code() {
    return code;
  }

  public ObjectNode status() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("message", getMessage())
        .put("reason", reason)
        .put("code", code);
  }
}

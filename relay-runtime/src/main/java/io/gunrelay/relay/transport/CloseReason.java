package io.gunrelay.relay.transport;

import java.util.Locale;

/** Why a relay closes a client, as its metric says. */
enum CloseReason {
  /** The client closed, or its socket broke. */
  CLIENT(1000),
  /** It went where a drain sent it. */
  MOVED(1000),
  /** It said nothing for too long. */
  SILENT(1001),
  /** It broke the WebSocket protocol. */
  PROTOCOL(1002),
  /** Its text was not UTF-8. */
  NOT_TEXT(1007),
  /** It went on to do more than it may. */
  LIMITED(1008),
  /** Its message was too big. */
  TOO_BIG(1009),
  /** The relay stops. */
  RESTART(1012),
  /** It did not read what was sent to it, or held back the ends of too many bytes. */
  OVERLOAD(1013);

  private final int code;

  CloseReason(int code) {
    this.code = code;
  }

  /** The WebSocket close code. */
  int code() {
    return code;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.gunrelay.relay;

import io.gunrelay.relay.store.StoreException;

/** How the process ends. Scripts and people rely on the numbers. */
public enum ExitCode {
  OK(0, "It did what it was asked to, or was stopped by SIGTERM."),
  FAILED(1, "Something that should not happen; the log says what."),
  USAGE(2, "A flag, a variable or the configuration file is wrong."),
  PORT_IN_USE(3, "Another process listens on one of the ports."),
  ADDRESS_UNUSABLE(4, "The address is not one of this machine, or the port is not allowed."),
  DATA_UNUSABLE(5, "The data folder cannot be made, read or written."),
  DATA_LOCKED(6, "Another relay has the data folder open."),
  STORE_CORRUPT(7, "What is on the disk is not what was written."),
  STORE_NEWER(8, "The store was written by a newer version."),
  DISK_FULL(9, "No space is left for the data folder."),
  DISK_FAILED(10, "The disk failed in another way."),
  CERTIFICATE_UNUSABLE(
      11, "A certificate or key for TLS cannot be read, or is not what it should be."),
  FILE_UNUSABLE(
      12, "A file to import or to export to cannot be used, or is not what it should be."),
  STORE_DAMAGED(
      13, "The store was found to be damaged while the relay ran; the next start sets it aside.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** What the process returns. */
  public int code() {
    return code;
  }

  /** What it means, in a sentence. */
  public String meaning() {
    return meaning;
  }

  static ExitCode of(StoreException.Problem problem) {
    return switch (problem) {
      case LOCKED -> DATA_LOCKED;
      case UNUSABLE -> DATA_UNUSABLE;
      case CORRUPT -> STORE_CORRUPT;
      case NEWER_FORMAT -> STORE_NEWER;
      case FULL -> DISK_FULL;
      case FAILED -> DISK_FAILED;
    };
  }
}

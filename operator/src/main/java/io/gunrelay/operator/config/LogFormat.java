package io.gunrelay.operator.config;

/** How log lines look. */
enum LogFormat {
  TEXT,
  JSON
}

package io.gunrelay.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlatformTest {
  private static final List<String> LIBRARIES =
      List.of(
          "libnetty_transport_native_epoll_aarch_64.so",
          "libnetty_transport_native_epoll_riscv64.so",
          "libnetty_transport_native_epoll_x86_64.so",
          "librocksdbjni-linux-aarch64-musl.so",
          "librocksdbjni-linux-aarch64.so",
          "librocksdbjni-linux64-musl.so",
          "librocksdbjni-linux64.so");

  @Test
  void eachProcessorRunsItsOwnLibrariesOnly() {
    assertThat(LIBRARIES)
        .filteredOn(Platform.AMD64::runs)
        .containsExactly("libnetty_transport_native_epoll_x86_64.so", "librocksdbjni-linux64.so");
    assertThat(LIBRARIES)
        .filteredOn(Platform.ARM64::runs)
        .containsExactly(
            "libnetty_transport_native_epoll_aarch_64.so", "librocksdbjni-linux-aarch64.so");
  }
}

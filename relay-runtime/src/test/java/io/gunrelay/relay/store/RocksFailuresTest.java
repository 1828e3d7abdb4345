package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.Complaint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;

class RocksFailuresTest {

  @Test
  void aFullDiskIsSaidInTheWordsThatTheOperatorLooksFor() {
    var failure =
        RocksFailures.inUse(
            Path.of("/data"), new RocksDBException("IO error: No space left on device"));

    assertThat(failure.problem()).isEqualTo(StoreException.Problem.FULL);
    assertThat(failure).hasMessageContaining(Complaint.NO_SPACE);
  }
}

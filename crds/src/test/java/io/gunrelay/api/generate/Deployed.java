package io.gunrelay.api.generate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Objects of deploy/base, which the bundle and the chart repeat in their own words. */
final class Deployed {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Deployed() {}

  /** The object of that kind in a file. */
  static <T extends HasMetadata> T only(Path root, Class<T> type, String file) throws IOException {
    Object documents =
        SERIALIZATION.unmarshal(Files.readString(root.resolve("deploy/base").resolve(file)));
    List<?> all = documents instanceof List<?> list ? list : List.of(documents);
    return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}

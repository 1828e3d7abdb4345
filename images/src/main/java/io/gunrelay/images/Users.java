package io.gunrelay.images;

import java.io.IOException;

/** The accounts of an image without a base. */
final class Users {
  private Users() {}

  static void addTo(ImageRoot root) throws IOException {
    root.write(
        "/etc/passwd",
        """
        root:x:0:0:root:/:/nonexistent
        nonroot:x:%1$d:%1$d:nonroot:/:/nonexistent
        """
            .formatted(Program.USER));
    root.write(
        "/etc/group",
        """
        root:x:0:
        nonroot:x:%d:
        """
            .formatted(Program.USER));
    root.write("/etc/nsswitch.conf", "hosts: files dns\n");
  }
}

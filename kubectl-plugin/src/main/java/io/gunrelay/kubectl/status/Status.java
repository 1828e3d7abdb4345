package io.gunrelay.kubectl.status;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.kubectl.cluster.Fleets;
import io.gunrelay.kubectl.cluster.RelayReports;
import io.gunrelay.kubectl.text.Paint;
import java.time.Instant;
import java.util.List;

/** How fleets do. */
public final class Status {

  private final Fleets fleets;
  private final Looker looker;
  private final Form form;
  private final Paint paint;

  public Status(KubernetesClient client, Form form, Paint paint) {
    this.fleets = new Fleets(client);
    this.looker = new Looker(fleets, new RelayReports(client));
    this.form = form;
    this.paint = paint;
  }

  /** How it is written. */
  public enum Form {
    TEXT,
    WIDE,
    JSON
  }

  /**
   * What there is to say.
   *
   * @param lines nothing else
   * @param ready whether all fleets that were asked for are
   */
  public record Answer(List<String> lines, boolean ready) {}

  /** One fleet, in full. */
  public Answer of(String name, Instant now) {
    var picture = looker.look(fleets.get(name));
    return new Answer(
        switch (form) {
          case JSON -> List.of(FleetJson.of(picture));
          case TEXT, WIDE -> FleetText.of(picture, paint, form == Form.WIDE, now);
        },
        picture.isReady());
  }

  /**
   * Fleets, one a line.
   *
   * @param everywhere those of all namespaces, and not of one
   */
  public Answer ofAll(boolean everywhere, Instant now) {
    var pictures =
        (everywhere ? fleets.everywhere() : fleets.here())
            .stream().map(fleet -> new Picture(fleet, List.of(), List.of(), List.of())).toList();
    return new Answer(
        switch (form) {
          case JSON -> List.of(FleetJson.of(pictures));
          case TEXT, WIDE ->
              pictures.isEmpty()
                  ? List.of(
                      everywhere
                          ? "There is no fleet."
                          : "There is no fleet here; -A looks into all namespaces.")
                  : FleetTable.of(pictures, everywhere, form == Form.WIDE, now);
        },
        pictures.stream().allMatch(Picture::isReady));
  }
}

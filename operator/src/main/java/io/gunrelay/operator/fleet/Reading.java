package io.gunrelay.operator.fleet;

/** What reading a resource yields. */
public sealed interface Reading permits Fleet, Reading.Refused {

  /**
   * A resource that nothing can be made of. The API server refuses such resources; one can still be
   * met where its CRD is older than the operator.
   *
   * @param field the field that is wrong, such as {@code spec.regions}
   * @param why what is wrong with it and what to do
   * @param forbidden whether it is right in itself, and this operator's settings do not allow it
   */
  record Refused(String field, String why, boolean forbidden) implements Reading {

    /** Wrong wherever it is. */
    public Refused(String field, String why) {
      this(field, why, false);
    }

    public String message() {
      return field + " " + why;
    }
  }
}

package io.gunrelay.operator.fleet;

/** What reading a resource yields. */
public sealed interface Reading permits Fleet, Reading.Refused {

  /**
   * A resource that nothing can be made of. The API server refuses such resources; one can still be
   * met where its CRD is older than the operator.
   *
   * @param field the field that is wrong, such as {@code spec.regions}
   * @param why what is wrong with it and what to do
   */
  record Refused(String field, String why) implements Reading {
    public String message() {
      return field + " " + why;
    }
  }
}

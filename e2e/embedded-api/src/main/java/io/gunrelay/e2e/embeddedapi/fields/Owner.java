package io.gunrelay.e2e.embeddedapi.fields;

/**
 * Who owns fields: an entry of {@code managedFields}.
 *
 * @param manager the field manager's name
 * @param operation {@code Apply} or {@code Update}
 * @param subresource {@code status}, {@code scale}, or empty
 */
public record Owner(String manager, Operation operation, String subresource) {

  /** How the fields came to be owned. */
  public enum Operation {
    Apply,
    Update
  }

  public static Owner applying(String manager, String subresource) {
    return new Owner(manager, Operation.Apply, subresource);
  }

  public static Owner updating(String manager, String subresource) {
    return new Owner(manager, Operation.Update, subresource);
  }
}

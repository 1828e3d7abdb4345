package io.gunrelay.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packages of a module as a table of rooms: each with what it may depend on, besides itself,
 * the JDK and the annotations for null. A dependency is named by a room of the table or by the
 * beginning of the packages of a library.
 */
public final class Rooms {

  private static final List<String> FOR_ALL =
      List.of("java..", "javax.net..", "org.jspecify..", "com.google.errorprone.annotations..");

  private final String base;
  private final JavaClasses classes;
  private final Map<String, List<String>> rooms = new LinkedHashMap<>();
  private final List<String> pure = new ArrayList<>();

  private Rooms(String base, JavaClasses classes) {
    this.base = base;
    this.classes = classes;
  }

  /**
   * Reads a module's classes.
   *
   * @param base the package that all rooms are in
   * @param classes the folder of the compiled classes, without the tests
   */
  public static Rooms of(String base, Path classes) {
    return new Rooms(base, new ClassFileImporter().importPath(classes));
  }

  /**
   * Adds a room.
   *
   * @param name the package, from the base on; empty for the base itself
   * @param mayDependOn rooms, or beginnings of the names of packages
   */
  public Rooms room(String name, String... mayDependOn) {
    rooms.put(name, List.of(mayDependOn));
    return this;
  }

  /** Names rooms of pure functions: they ask neither for the time nor for chance. */
  public Rooms pure(String... names) {
    pure.addAll(List.of(names));
    return this;
  }

  /** The checks that follow from the table. */
  public Stream<Check> checks() {
    Stream<Check> arrows =
        rooms.keySet().stream()
            .map(room ->
                new Check(
                    describe(room) + " depends on " + allowed(room) + " only",
                    () -> HouseRules.onlyDepends(packageOf(room), targets(room)).check(classes)));
    Stream<Check> purity =
        pure.stream()
            .map(room ->
                new Check(
                    describe(room) + " asks neither for the time nor for chance",
                    () -> HouseRules.pure(packageOf(room)).check(classes)));
    Stream<Check> house =
        Stream.of(
            new Check("every package is in the table, and no other", this::checkComplete),
            new Check(
                "packages know each other one way", () -> HouseRules.noCycles(base).check(classes)),
            new Check("nothing static can change", () -> HouseRules.noStaticState().check(classes)),
            new Check(
                "every package is null-marked", () -> HouseRules.nullMarked().check(classes)));
    return Stream.of(arrows, purity, house).flatMap(checks -> checks);
  }

  private void checkComplete() {
    Set<String> existing =
        classes.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        rooms.keySet().stream().map(this::packageOf).collect(Collectors.toCollection(TreeSet::new));
    if (!existing.equals(listed)) {
      throw new AssertionError(
          "packages are " + existing + ", the table of the architecture test says " + listed);
    }
  }

  private String[] targets(String room) {
    return Stream.of(
            Stream.of(packageOf(room)),
            FOR_ALL.stream(),
            rooms.getOrDefault(room, List.of()).stream().map(this::target))
        .flatMap(targets -> targets)
        .toArray(String[]::new);
  }

  private String target(String name) {
    return rooms.containsKey(name) ? packageOf(name) : name + "..";
  }

  private String packageOf(String room) {
    return room.isEmpty() ? base : base + "." + room;
  }

  private String describe(String room) {
    return room.isEmpty() ? base : room;
  }

  private String allowed(String room) {
    List<String> names = rooms.getOrDefault(room, List.of());
    return names.isEmpty() ? "the JDK" : String.join(", ", names);
  }
}

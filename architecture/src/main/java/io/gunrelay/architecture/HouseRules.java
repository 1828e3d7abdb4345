package io.gunrelay.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** The rules that hold in every module. */
final class HouseRules {

  private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

  /** Where the time and chance come from: each has a sibling that takes a clock or a source. */
  private static final Set<String> IMPURE =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.lang.System.nanoTime()",
          "java.lang.Math.random()",
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.LocalDateTime.now()",
          "java.time.OffsetDateTime.now()",
          "java.time.ZonedDateTime.now()",
          "java.time.Clock.systemUTC()",
          "java.time.Clock.systemDefaultZone()",
          "java.util.UUID.randomUUID()",
          "java.util.Random.<init>()",
          "java.security.SecureRandom.<init>()",
          "java.util.concurrent.ThreadLocalRandom.current()",
          "java.time.InstantSource.system()");

  private HouseRules() {}

  static ArchRule onlyDepends(String from, String... on) {
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(on);
  }

  static ArchRule pure(String room) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .accessTargetWhere(
            target(
                DescribedPredicate.describe(
                    "the time or chance",
                    (AccessTarget accessed) -> IMPURE.contains(accessed.getFullName()))));
  }

  static ArchRule noCycles(String base) {
    return slices().matching(base + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  static ArchRule noStaticState() {
    return fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(SYNTHETIC)
        .should()
        .haveModifier(FINAL)
        .allowEmptyShould(true)
        .because("what is shared is passed in, so that a test can pass in another");
  }

  static ArchRule nullMarked() {
    return classes()
        .should(
            new ArchCondition<>("be in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                    type.getPackage().getAnnotations().stream()
                        .map(JavaAnnotation::getRawType)
                        .anyMatch(annotation -> annotation.getName().equals(NULL_MARKED));
                if (!marked) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + ": its package has no @NullMarked package-info"));
                }
              }
            });
  }
}

package io.waybill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;

/** Who may know whom. A package that does not exist yet breaks no rule. */
@AnalyzeClasses(packages = "io.waybill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] FACES = packages("rest", "console", "cli");
    private static final String[] WIRING = packages("gateway", "cli");
    private static final String[] TELLS_THE_TIME = packages("gateway", "cli", "sandbox");
    private static final String[] BELOW_THE_FACES = packages(
            "order",
            "signing",
            "account",
            "doubt",
            "intake",
            "ledger",
            "delivery",
            "health",
            "outcome",
            "upkeep",
            "sandbox");

    @ArchTest
    static final ArchRule no_circles =
            slices().matching("io.waybill.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule orders_know_nothing_of_ours = standsAlone("order");

    @ArchTest
    static final ArchRule signing_knows_nothing_of_ours = standsAlone("signing");

    @ArchTest
    static final ArchRule the_sandbox_is_a_far_end_of_its_own = standsAlone("sandbox");

    @ArchTest
    static final ArchRule orders_and_signing_are_plain_java = noClasses()
            .that()
            .resideInAnyPackage(packages("order", "signing"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule doubts_are_resolved_by_plain_java_that_others_carry = noClasses()
            .that()
            .resideInAnyPackage(packages("doubt"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(with(
                    packages("intake", "ledger", "delivery", "outcome", "sandbox"), "org.apache..", "java.net.http.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_ledger_serves_others_and_uses_none = noClasses()
            .that()
            .resideInAnyPackage(packages("ledger"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    packages("intake", "signing", "doubt", "delivery", "health", "outcome", "rest", "console", "cli"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothing_below_knows_a_face_or_the_wiring = noClasses()
            .that()
            .resideInAnyPackage(BELOW_THE_FACES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(with(FACES, packages("gateway")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule spring_only_wires = noClasses()
            .that()
            .resideOutsideOfPackages(WIRING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule picocli_stays_on_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackages(packages("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .resideOutsideOfPackages(packages("cli"))
            .should(ACCESS_STANDARD_STREAMS)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule one_way_to_log = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule the_time_is_injected = noClasses()
            .that()
            .resideOutsideOfPackages(TELLS_THE_TIME)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .allowEmptyShould(true);

    private static ArchRule standsAlone(String name) {
        return classes()
                .that()
                .resideInAnyPackage(packages(name))
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(Arrays.stream(BELOW_THE_FACES)
                        .filter(other -> !other.equals(packages(name)[0]))
                        .toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "io.waybill." + name + "..").toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }
}

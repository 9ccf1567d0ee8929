package org.flotilla.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail is none: each one must find every class named {@code Breaks...} of its fixture. */
class HouseRulesTest {

    private static final String FIXTURES = HouseRulesTest.class.getPackageName() + ".fixture";

    private static final JavaClasses ALL = new ClassFileImporter().importPackages(FIXTURES);

    static List<HouseRule> rules() {
        return HouseRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_broken_rule_is_found(HouseRule rule) {
        JavaClasses fixture = fixture(rule.fixture());

        String report = String.join(
                "\n", rule.evaluate(rule.fixture(), fixture).getFailureReport().getDetails());

        assertThat(fixture.stream().filter(type -> type.getSimpleName().startsWith("Breaks")))
                .as("classes that break the rule %s", rule)
                .isNotEmpty()
                .extracting(JavaClass::getName)
                .allSatisfy(name -> assertThat(report).contains(name));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void sound_code_is_left_in_peace(HouseRule rule) {
        String sound = FIXTURES + ".sound";

        assertThat(rule.evaluate(sound, fixture(sound)).getFailureReport().getDetails())
                .isEmpty();
    }

    private static JavaClasses fixture(String root) {
        return ALL.that(resideInAPackage(root + ".."));
    }
}

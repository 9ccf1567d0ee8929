package org.flotilla.architecture;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** All rules, and the way a module runs them over its main classes. */
public final class HouseRules {

    private HouseRules() {}

    static List<HouseRule> all() {
        return Stream.of(Tiers.rules(), Rooms.rules(), Habits.rules())
                .flatMap(List::stream)
                .toList();
    }

    /** One test per rule, over the module in the working directory. */
    public static Stream<DynamicTest> ofThisModule() {
        JavaClasses classes = mainClasses(Path.of(System.getProperty("basedir", ""), "target", "classes"));
        return all().stream().map(rule -> dynamicTest(rule.name(), () -> check(rule, classes)));
    }

    private static JavaClasses mainClasses(Path directory) {
        ClassFileImporter importer = new ClassFileImporter();
        return Files.isDirectory(directory) ? importer.importPath(directory) : importer.importClasses();
    }

    private static void check(HouseRule rule, JavaClasses classes) {
        var result = rule.evaluate(HouseRule.ROOT, classes);
        if (result.hasViolation()) {
            throw new AssertionError(result.getFailureReport().toString());
        }
    }
}

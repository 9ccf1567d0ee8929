package org.flotilla.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;

/** What no class does, wherever it stands. */
final class Habits {

    /** Calls, as {@code owner.name(parameter types)}, that read the node's clock. {@code System.nanoTime()} only measures. */
    private static final Pattern NODE_CLOCK = Pattern.compile("java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)"
            + "|java\\.time\\.Clock\\.(system|tick)\\w*\\(.*\\)"
            + "|java\\.lang\\.System\\.currentTimeMillis\\(\\)"
            + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>\\(\\)"
            + "|java\\.util\\.Calendar\\.getInstance\\(.*\\)");

    private static final Pattern SLEEP = Pattern.compile(
            "java\\.lang\\.Thread\\.sleep\\(.*\\)" + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*\\)");

    /** Pauses after a failure, each on a thread that does nothing else and that is interrupted to stop. */
    private static final String BACKS_OFF = "queue\\.(EventProcessor|Finisher)";

    private static final String VAGUE_NAME = ".*(Manager|Helper|Util|Utils|Impl)";

    private Habits() {}

    static List<HouseRule> rules() {
        return List.of(
                new HouseRule("clock", Habits::oneClock),
                new HouseRule("sleep", Habits::noSleep),
                new HouseRule("logging", Habits::slf4jOnly),
                new HouseRule(
                        "names",
                        root -> noClasses()
                                .that()
                                .resideInAPackage(root + "..")
                                .should()
                                .haveNameMatching(VAGUE_NAME)),
                new HouseRule("charters", root -> ours(root, haveACharter())));
    }

    private static ArchRule ours(String root, ArchCondition<JavaClass> condition) {
        return classes().that().resideInAPackage(root + "..").should(condition);
    }

    private static ArchRule oneClock(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .doNotHaveFullyQualifiedName(root + ".core.NodeClock")
                .should(never(accessTargetWhere(target("the node's clock", NODE_CLOCK))));
    }

    private static ArchRule noSleep(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .haveNameNotMatching(Pattern.quote(root + ".") + BACKS_OFF)
                .should(never(accessTargetWhere(target("sleep", SLEEP))));
    }

    private static ArchRule slf4jOnly(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..",
                        "org.jboss.logging..",
                        "org.apache.logging..",
                        "org.apache.commons.logging..");
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Pattern pattern) {
        return DescribedPredicate.describe(
                description,
                access -> pattern.matcher(access.getTarget().getFullName()).matches());
    }

    private static ArchCondition<JavaClass> haveACharter() {
        return new ArchCondition<>("stand in a package with a package-info") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().containsClassWithSimpleName("package-info")) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " stands in a package without charter"));
                }
            }
        };
    }
}

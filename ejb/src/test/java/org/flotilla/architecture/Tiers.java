package org.flotilla.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** Which feature stands on which: imports go down, and nowhere in a circle. */
final class Tiers {

    /** From the ground up. A feature sees itself and every tier below its own. */
    private static final List<Set<String>> TIERS = List.of(
            Set.of("core"),
            Set.of("schema"),
            Set.of("config", "audit", "secret"),
            Set.of("licence", "account", "administrator", "site", "storage"),
            Set.of("cluster"),
            Set.of("queue"),
            Set.of("dispatch", "transfer", "notify"),
            Set.of("route", "schedule"),
            Set.of("recovery", "messaging", "gateway", "pull", "report"),
            Set.of("web", "batch"));

    /** Imports within a tier, each with its reason. They must not make a circle. */
    private static final Set<String> SIDEWAYS = Set.of(
            // A changed parameter and its audit record are one transaction (A5)
            "config -> audit");

    private Tiers() {}

    static List<HouseRule> rules() {
        return List.of(
                new HouseRule("tiers", Tiers::downOnly),
                new HouseRule("charted", Tiers::everyPackageHasATier),
                new HouseRule(
                        "cycles",
                        root -> slices().matching(root + ".(**)").should().beFreeOfCycles()));
    }

    private static ArchRule downOnly(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("import only from lower tiers") {
                    @Override
                    public void check(JavaClass origin, ConditionEvents events) {
                        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                            if (!allowed(feature(root, origin), feature(root, dependency.getTargetClass()))) {
                                events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
                            }
                        }
                    }
                });
    }

    private static ArchRule everyPackageHasATier(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("belong to a feature of Tiers") {
                    @Override
                    public void check(JavaClass origin, ConditionEvents events) {
                        if (tier(feature(root, origin)) < 0) {
                            events.add(SimpleConditionEvent.violated(origin, origin.getName() + " belongs to no tier"));
                        }
                    }
                });
    }

    /** What has no tier is either not ours or reported by {@code charted}. */
    private static boolean allowed(String from, String to) {
        boolean known = tier(from) >= 0 && tier(to) >= 0;
        return !known || from.equals(to) || tier(to) < tier(from) || SIDEWAYS.contains(from + " -> " + to);
    }

    private static int tier(String feature) {
        for (int tier = 0; tier < TIERS.size(); tier++) {
            if (TIERS.get(tier).contains(feature)) {
                return tier;
            }
        }
        return -1;
    }

    /** The package right below the root, or nothing for what lies elsewhere. */
    static String feature(String root, JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1).split("\\.", 2)[0] : "";
    }
}

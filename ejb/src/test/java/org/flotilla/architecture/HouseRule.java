package org.flotilla.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.function.Function;

/**
 * One rule, for code below any root package.
 *
 * @param name also the name of its fixture package
 * @param below makes the rule for a root package
 */
record HouseRule(String name, Function<String, ArchRule> below) {

    static final String ROOT = "org.flotilla";

    /** Modules may be empty of what a rule is about. */
    EvaluationResult evaluate(String root, JavaClasses classes) {
        return below.apply(root).allowEmptyShould(true).evaluate(classes);
    }

    String fixture() {
        return HouseRule.class.getPackageName() + ".fixture." + name;
    }

    @Override
    public String toString() {
        return name;
    }
}

package org.flotilla.batch;

import java.util.stream.Stream;
import org.flotilla.architecture.HouseRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> main_classes_keep_the_house_rules() {
        return HouseRules.ofThisModule();
    }
}

package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.config.Parameter;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("W1-W3 the parameters of dispatch")
class DispatchParametersTest {

    private static final Map<String, Parameter<?>> BY_NAME = new DispatchParameters()
            .parameters().stream().collect(Collectors.toMap(Parameter::name, Function.identity()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EventQueue.DispatchPolicy.name                           | cacheBasedPolicy | SHARED
            EventQueue.submissionConfigurator.additionalAttributes   | ''               | SHARED
            EventQueue.stealing                                      | true             | SHARED
            EventQueue.taskProcessor.threshold                       | 80               | LOCAL
            EventQueue.taskProcessor.attributes | PGP=false, PUSH=false, PULL=false, FM_TRIGGERED=false, MAINTENANCE=false | LOCAL
            """)
    @DisplayName("W1-W3 names and defaults")
    void default_isAValue(String name, String text, Parameter.Scope scope) {
        Parameter<?> parameter = BY_NAME.get(name);
        assertThat(parameter.defaultText()).isEqualTo(text);
        assertThat(parameter.scope()).isEqualTo(scope);
        parameter.check(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EventQueue.DispatchPolicy.name      | noPolicy           | cacheBasedPolicy, roundRobinPolicy, attributeMatchPolicy
            EventQueue.taskProcessor.threshold  | 0                  | from 1 to 100
            EventQueue.taskProcessor.threshold  | 101                | from 1 to 100
            EventQueue.taskProcessor.threshold  | many               | from 1 to 100
            EventQueue.taskProcessor.attributes | PUSH               | PUSH=true
            EventQueue.taskProcessor.attributes | PUSH=              | PUSH=true
            EventQueue.taskProcessor.attributes | PUSH=yes           | PUSH=true
            EventQueue.taskProcessor.attributes | PUSH=true,         | PUSH=true
            EventQueue.taskProcessor.attributes | =true              | PULL, PUSH
            EventQueue.taskProcessor.attributes | push=true          | PULL, PUSH
            EventQueue.taskProcessor.attributes | PUSH=acme=true     | PUSH=true or PUSH=false
            EventQueue.taskProcessor.attributes | SITE_NAME=acme     | SITE_NAME=acme=true
            EventQueue.taskProcessor.attributes | SITE_NAME==true    | SITE_NAME=acme=true
            EventQueue.taskProcessor.attributes | no name=acme=true  | SITE_NAME=acme=true
            EventQueue.taskProcessor.attributes | PUSH=true, PUSH=false                    | once
            EventQueue.submissionConfigurator.additionalAttributes | ACCOUNT SITE_NAME     | SITE_NAME
            EventQueue.submissionConfigurator.additionalAttributes | ACCOUNT,              | SITE_NAME
            EventQueue.submissionConfigurator.additionalAttributes | ACCOUNT, ACCOUNT      | once
            EventQueue.submissionConfigurator.additionalAttributes | PUSH                  | always match
            EventQueue.stealing                                    | perhaps               | true or false
            """)
    @DisplayName("W2 what is wrong is refused, at its field, with what would be right")
    void wrongValue_isRefused(String name, String text, String remedy) {
        refused(() -> BY_NAME.get(name).check(text), remedy);
    }

    private static void refused(ThrowingCallable act, String remedy) {
        assertThatThrownBy(act).isInstanceOfSatisfying(FlotillaException.class, e -> {
            assertThat(e.remedy()).contains(remedy);
            assertThat(e.field()).contains("value");
        });
    }

    @Test
    @DisplayName("W2 attributes are read with blanks wherever they are, and false as if it were not there")
    void attributes_areRead() {
        assertThat(NodeAttributes.read(" PUSH = true ,PGP=false, SITE_NAME = acme = true, APPLICATION=a=b=true")
                        .preferred())
                .containsExactlyInAnyOrder("PUSH", "SITE_NAME=acme", "APPLICATION=a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    @DisplayName("W2 nothing is a value too")
    void blank_isNothing(String text) {
        assertThat(NodeAttributes.read(text).preferred()).isEmpty();
        assertThat(AttributeNames.read(text).names()).isEmpty();
    }
}

package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.flotilla.config.Parameter;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.Sites;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestSites;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q6 how an event is tried again")
class RetryPoliciesTest {

    private final SetParameters parameters = new SetParameters();
    private final TestSites sites = new TestSites();
    private final RetryPolicies policies = new RetryPolicies(parameters, sites);

    @Test
    void nothingSet_isTheDefault() {
        assertThat(policies.of(TaskType.PUSH, null)).isEqualTo(policy(5, 600, 8));
        assertThat(policies.of(TaskType.PUSH, "gone")).isEqualTo(policy(5, 600, 8));
    }

    @Test
    @DisplayName("Q6 what a site says goes before its type, and that before what holds for all")
    void site_beforeType_beforeAll() {
        parameters
                .set(RetryParameters.FIRST, "10")
                .set(RetryParameters.LONGEST, "100")
                .set(RetryParameters.ATTEMPTS, "10")
                .set(RetryParameters.of(TaskType.PUSH).first(), "20")
                .set(RetryParameters.of(TaskType.PUSH).attempts(), "20");
        sites.with("picky", 30, null, null).with("patient", null, 3000, 30);

        assertThat(policies.of(TaskType.PULL, null)).isEqualTo(policy(10, 100, 10));
        assertThat(policies.of(TaskType.PUSH, null)).isEqualTo(policy(20, 100, 20));
        assertThat(policies.of(TaskType.PUSH, "picky")).isEqualTo(policy(30, 100, 20));
        assertThat(policies.of(TaskType.PUSH, "patient")).isEqualTo(policy(20, 3000, 30));
        assertThat(policies.of(TaskType.PULL, "patient")).isEqualTo(policy(10, 3000, 30));
    }

    @Test
    @DisplayName("Q6 a site that cannot be read says nothing")
    void unreadableSite_saysNothing() {
        Sites away = (Sites) java.lang.reflect.Proxy.newProxyInstance(
                Sites.class.getClassLoader(), new Class<?>[] {Sites.class}, (proxy, method, given) -> {
                    throw new IllegalStateException("The database is away");
                });
        assertThat(new RetryPolicies(parameters, away).of(TaskType.PUSH, "acme"))
                .isEqualTo(policy(5, 600, 8));
    }

    @Test
    @DisplayName("Q6 the wait doubles up to the longest, give or take a fifth")
    void wait_doubles() {
        RetryPolicy policy = policy(10, 25, 8);
        assertThat(policy.after(1)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        assertThat(policy.after(2)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(24));
        assertThat(policy.after(3)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("N1 each task type has parameters of its own, which may be empty, and refuse what the general ones do")
    void ofTypes_areChecked() {
        Parameter<Optional<Integer>> attempts =
                RetryParameters.of(TaskType.FM_TRIGGERED).attempts();
        assertThat(attempts.name()).isEqualTo("EventQueue.retry.FM_TRIGGERED.attempts");
        assertThat(attempts.defaultValue()).isEmpty();
        attempts.check("");
        attempts.check("100");
        assertThatThrownBy(() -> attempts.check("101"))
                .isInstanceOf(FlotillaException.class)
                .hasMessage("'101' is no value for EventQueue.retry.FM_TRIGGERED.attempts.");
        assertThatThrownBy(() -> RetryParameters.of(TaskType.PUSH).first().check("0"))
                .hasMessage("'0' is no value for EventQueue.retry.PUSH.first.")
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refused -> assertThat(refused.remedy())
                                .isEqualTo("Give a whole number from 1 to 3600. Or leave it empty: then"
                                        + " EventQueue.retry.first holds."));
        List<String> names =
                new RetryParameters().parameters().stream().map(Parameter::name).toList();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names).hasSize(3 * (1 + TaskType.values().length));
    }

    private static RetryPolicy policy(int first, int longest, int attempts) {
        return new RetryPolicy(Duration.ofSeconds(first), Duration.ofSeconds(longest), attempts);
    }
}

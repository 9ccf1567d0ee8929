package org.flotilla.testsuite.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q7 the order of a key, as its client sees it")
class KeyOrderTest {

    private static final List<String> SENT = List.of("a", "b", "c", "d");

    private static List<String> breaches(Set<String> acknowledged, String... came) {
        return new KeyOrder(SENT, acknowledged).breaches(List.of(came)::indexOf);
    }

    @Test
    void asSent_isInOrder() {
        assertThat(breaches(Set.copyOf(SENT), "a", "b", "c", "d")).isEmpty();
    }

    @Test
    void swapped_isABreach() {
        assertThat(breaches(Set.copyOf(SENT), "a", "c", "b", "d"))
                .containsExactly("c came before b, which was acknowledged before it was sent");
    }

    @Test
    void firstThatCameLast_isABreachOfEachOther() {
        assertThat(breaches(Set.copyOf(SENT), "b", "c", "d", "a")).hasSize(3);
    }

    @Test
    void withoutAcknowledgement_mayComeLater() {
        assertThat(breaches(Set.of("a", "c", "d"), "a", "c", "d", "b")).isEmpty();
    }

    @Test
    void withoutAcknowledgement_comesAfterWhatWasAcknowledgedBefore() {
        assertThat(breaches(Set.of("a", "c", "d"), "b", "a", "c", "d"))
                .containsExactly("b came before a, which was acknowledged before it was sent");
    }

    @Test
    void atTheSamePlace_isInOrder() {
        assertThat(new KeyOrder(SENT, Set.copyOf(SENT)).breaches(file -> 0)).isEmpty();
    }
}

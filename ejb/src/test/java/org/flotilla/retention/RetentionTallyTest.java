package org.flotilla.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.flotilla.retention.RetentionTally.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S5 what a retention did, for people")
class RetentionTallyTest {

    private final RetentionTally tally = new RetentionTally("deleted");

    @Test
    void nothing_isSaidToo() {
        assertThat(tally.text()).isEqualTo("0 deleted (0 bytes)");
    }

    @Test
    void each_isCounted() {
        tally.done(3);
        tally.done(4);
        tally.add(Outcome.AWAITED);
        tally.add(Outcome.CHANGED);
        tally.failed("acme:/in/a\nb", "may not.");

        assertThat(tally.text())
                .isEqualTo("2 deleted (7 bytes), 1 still to be delivered, 1 gone or changed meanwhile, 1 failed:"
                        + " 'acme:/in/a?b' may not.");
        assertThat(tally.files()).isEqualTo(5);
    }

    @Test
    void manyFailures_areNamedInPart() {
        for (int file = 0; file < 1000; file++) {
            tally.failed("acme:/" + "x".repeat(300) + file, "may not");
        }

        assertThat(tally.text())
                .startsWith("0 deleted (0 bytes), 1000 failed: 'acme:/xxx")
                .endsWith("see the log");
        assertThat(tally.text().length()).isLessThan(500);
    }

    @Test
    @DisplayName("S4 the reasons of failures, which can name long paths, leave room in the checkpoint")
    void longReasons_areCut() {
        for (int file = 0; file < 3; file++) {
            tally.failed("acme:/in/a", "\uD83D\uDE00".repeat(2000) + " is too long to be archived");
        }

        assertThat((List<?>) tally.kept().get("named"))
                .hasSize(3)
                .allSatisfy(line -> assertThat((String) line).hasSizeLessThan(500));
    }

    @Test
    @DisplayName("S4 a run that goes on elsewhere goes on counting")
    void kept_goesOn() {
        tally.done(3);
        tally.add(Outcome.BUSY);
        tally.failed("acme:/a", "may not");
        Map<String, Serializable> kept = tally.kept();
        assertThat(kept.values()).allMatch(value -> value.getClass().getName().startsWith("java."));

        RetentionTally next = new RetentionTally("deleted");
        next.goOn(kept);
        next.done(4);

        assertThat(next.text()).isEqualTo("2 deleted (7 bytes), 1 being replaced, 1 failed: 'acme:/a' may not");
    }
}

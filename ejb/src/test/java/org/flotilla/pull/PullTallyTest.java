package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import org.flotilla.pull.PullTally.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S4, S5 what a pull says of its files")
class PullTallyTest {

    private final PullTally before = new PullTally();
    private final PullTally after = new PullTally();

    @Test
    @DisplayName("S4 a run that goes on elsewhere tells also of the files before the checkpoint")
    void goesOn_tellsOfAll() {
        before.add(Outcome.PULLED, 30);
        before.add(Outcome.REFUSED, "line\nbreak", "A name of one line.");
        after.goOn(before.kept());
        after.add(Outcome.PULLED);
        after.add(Outcome.FAILED, "b", "Too bad.");

        assertThat(after.text())
                .isEqualTo("31 pulled, 1 refused, 1 failed: 'line?break' A name of one line.; 'b' Too bad.");
    }

    @Test
    @DisplayName("S4 a partner that talks a lot does not make the checkpoint larger than the database takes")
    void longReasons_fitIntoACheckpoint() throws Exception {
        for (int i = 0; i < 10; i++) {
            before.add(Outcome.FAILED, "n".repeat(255), "é".repeat(100_000));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream checkpoint = new ObjectOutputStream(bytes)) {
            checkpoint.writeObject(before.kept());
        }

        assertThat(bytes.size()).isLessThan(7000);
    }

    @Test
    void manyNames_areCut() {
        for (int i = 0; i < 3; i++) {
            before.add(Outcome.REFUSED, "n" + i, "No.");
        }
        after.goOn(before.kept());
        after.add(Outcome.REFUSED, "n3", "No.");
        after.add(Outcome.REFUSED, "n4", "No.");

        assertThat(after.text())
                .isEqualTo("0 pulled, 5 refused: 'n0' No.; 'n1' No.; 'n2' No.; and others: see the log");
    }
}

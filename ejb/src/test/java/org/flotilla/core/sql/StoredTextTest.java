package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("O2 texts of unknown origin")
class StoredTextTest {

    @Test
    void whatFits_staysAsItIs() {
        assertThat(StoredText.fit("Grüße \uD83D\uDE00", 8)).isEqualTo("Grüße \uD83D\uDE00");
    }

    @Test
    void nulAndHalvesOfPairs_areReplaced() {
        assertThat(StoredText.fit("a\0b\uD83Dc\uDE00", 10)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }

    @Test
    void tooLong_isCut() {
        assertThat(StoredText.fit("abcdef", 4)).isEqualTo("abc…");
    }

    @Test
    void cut_leavesNoHalfOfAPair() {
        assertThat(StoredText.fit("ab\uD83D\uDE00def", 4)).isEqualTo("ab…");
    }
}

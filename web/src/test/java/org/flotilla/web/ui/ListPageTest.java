package org.flotilla.web.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.EventState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U1 an address that means nothing")
class ListPageTest {

    /** Refuses every cursor but its own, as the lists of the features do. */
    private static final class Names extends ListPage<String> {

        private final ErrorCode refusal;

        Names(ErrorCode refusal) {
            this.refusal = refusal;
        }

        @Override
        Page<String> find(String from, int limit) {
            if (from == null) {
                return new Page<>(List.of("newest"), "2");
            }
            if (from.equals("2")) {
                return new Page<>(List.of("older"), null);
            }
            throw new FlotillaException(refusal, "'" + from + "' is no cursor.", "Use another.");
        }
    }

    private final Names page = new Names(ErrorCode.INVALID_INPUT);

    @Test
    void goodCursor_givesItsPage() {
        page.setCursor("2");

        assertThat(page.getItems()).containsExactly("older");
        assertThat(page.isMisread()).isFalse();
        assertThat(page.isFirst()).isFalse();
    }

    @Test
    @DisplayName("Q8 a page that has a next one, and yet fewer than it could, says that it is cut short")
    void fewerWithANext_isCutShort() {
        assertThat(page.isCutShort()).isTrue();

        Names last = new Names(ErrorCode.INVALID_INPUT);
        last.setCursor("2");
        assertThat(last.isCutShort()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "99999999999999999999", "2;drop", "\u0000"})
    @DisplayName("U1 a bad cursor gives the first page, which says so")
    void badCursor_givesTheFirstPageAndTellsIt(String cursor) {
        page.setCursor(cursor);

        assertThat(page.isMisread()).isTrue();
        assertThat(page.getItems()).containsExactly("newest");
        assertThat(page.getNext()).isEqualTo("2");
        assertThat(page.isFirst()).isTrue();
    }

    @Test
    void anotherError_isNotTakenForABadCursor() {
        Names failing = new Names(ErrorCode.DATABASE);
        failing.setCursor("3");

        assertThatThrownBy(failing::getItems).isInstanceOf(FlotillaException.class);
    }

    @Test
    @DisplayName("U1 a filter that there is not is left out, and the page says so")
    void unknownChoice_isLeftOutAndTold() {
        assertThat(page.choice(EventState.class, "ASLEEP")).isNull();

        assertThat(page.isMisread()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEAD", "dead", " DEAD "})
    void knownChoice_isTaken(String text) {
        assertThat(page.choice(EventState.class, text)).isEqualTo(EventState.DEAD);
        assertThat(page.isMisread()).isFalse();
    }

    @Test
    void noChoice_isNotTold() {
        assertThat(page.choice(EventState.class, "")).isNull();
        assertThat(page.choice(EventState.class, null)).isNull();
        assertThat(page.isMisread()).isFalse();
    }

    @Test
    void text_hasNoCharacterThatADatabaseRefuses() {
        assertThat(ListPage.blankToNull("acme\u0000")).isEqualTo("acme\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999", "1 or 1=1"})
    @DisplayName("U1 an event's number that is none finds no event")
    void badNumber_findsNoEvent(String id) {
        EventPage event = new EventPage();
        event.setId(id);

        assertThat(event.isNumbered()).isFalse();
        assertThat(event.getEvent()).isNull();
    }
}

package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U2 a list's pages")
class CursorTest {

    private static final List<String> ALL = List.of("dora", "carl", "anna", "bert", "ernst");

    @Nested
    class Walk {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 200})
        void allPages_haveAllItemsOnceInOrder(int limit) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                Page<String> page = page(ALL, cursor, limit);
                seen.addAll(page.items());
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).containsExactly("anna", "bert", "carl", "dora", "ernst");
        }

        @Test
        void itemDeletedInBetween_skipsNoOther() {
            String cursor = page(ALL, null, 2).next();
            Page<String> rest = page(List.of("anna", "carl", "dora"), cursor, 2);
            assertThat(rest.items()).containsExactly("carl", "dora");
        }

        @Test
        void foreignCursor_isRefused() {
            assertThatThrownBy(() -> page(ALL, "%%%", 2)).isInstanceOf(FlotillaException.class);
        }
    }

    @Nested
    class Limit {

        @Test
        void absent_isFifty() {
            assertThat(Cursor.limit(null)).isEqualTo(50);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "0", "201", "many", "99999999999"})
        void outOfBounds_isRefused(String limit) {
            assertThatThrownBy(() -> Cursor.limit(limit)).isInstanceOf(FlotillaException.class);
        }
    }

    private static Page<String> page(List<String> all, String cursor, int limit) {
        return Cursor.page(all, Function.identity(), cursor, limit);
    }
}

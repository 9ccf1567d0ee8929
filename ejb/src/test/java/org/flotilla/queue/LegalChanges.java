package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds after each test whatever the statements recorded against the {@link StateMachine} (Q2): {@code @RegisterExtension static
 * final LegalChanges CHANGES = new LegalChanges(DATABASE);}.
 */
public final class LegalChanges implements AfterEachCallback {

    private record Change(EventState from, EventState to) {}

    private final TestDatabase database;

    public LegalChanges(TestDatabase database) {
        this.database = database;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (Change change : recorded()) {
            assertThatCode(() -> StateMachine.ensureLegal(change.from(), change.to()))
                    .as("Q2 what is in event_change is in the table of the StateMachine")
                    .doesNotThrowAnyException();
        }
    }

    private List<Change> recorded() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select distinct from_state, to_state from event_change")
                        .map((row, context) ->
                                new Change(state(row.getString("from_state")), state(row.getString("to_state"))))
                        .list());
    }

    private static EventState state(String name) {
        return name == null ? null : EventState.valueOf(name);
    }
}

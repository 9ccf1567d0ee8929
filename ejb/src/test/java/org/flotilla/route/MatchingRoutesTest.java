package org.flotilla.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flotilla.core.CycleId;
import org.flotilla.queue.EventRequest;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.SealedContent;
import org.flotilla.transfer.Arrived;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("T5 what follows from an arrival")
class MatchingRoutesTest {

    private static final List<RouteStep> TO_TWO = List.of(
            new RouteStep(RouteStep.Type.PUSH, "bank", null), new RouteStep(RouteStep.Type.PUSH, "archive", "/in"));

    @Test
    @DisplayName("Q7 the files of a route in order have one key for each site")
    void inOrder_hasAKeyForEachSite() {
        assertThat(events(true))
                .extracting(EventRequest::orderingKey)
                .containsExactly("route:orders:bank", "route:orders:archive");
    }

    @Test
    @DisplayName("Q7 those of others have none")
    void others_haveNoKey() {
        assertThat(events(false)).extracting(EventRequest::orderingKey).containsExactly(null, null);
    }

    private static List<EventRequest> events(boolean inOrder) {
        Route route = new Route("orders", "acme", "/", "*.csv", true, inOrder, TO_TWO, 1);
        SealedContent content = new SealedContent(new ContentId("2026-11-25/16/" + UUID.randomUUID()), 3, "abc");
        return new MatchingRoutes(new RouteBook(new OneRoute(route)))
                .eventsFor(new Arrived(7, CycleId.next(), "acme", "/", "a.csv", content));
    }

    private record OneRoute(Route route) implements Routes {

        @Override
        public Route create(RouteRequest request, String actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Route update(String name, RouteRequest request, long version, String actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String name, long version, String actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Route> find(String name) {
            return Optional.of(route);
        }

        @Override
        public List<Route> list() {
            return List.of(route);
        }
    }
}

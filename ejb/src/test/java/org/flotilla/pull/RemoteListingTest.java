package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.flotilla.core.NodeClock;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SiteConnection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 listing what a partner has")
class RemoteListingTest {

    private static final int NAMES = 100_000;
    private static final int WINDOW = 3_000;

    private final List<RemoteFile> folder = new ArrayList<>();
    private int listings;

    @Test
    @DisplayName("S3 a hundred thousand names come in order, each once, a bounded number of them in memory")
    void many_comeInOrderAFewAtATime() {
        IntStream.range(0, NAMES).forEach(number -> folder.add(file("file-%06d".formatted(number))));
        Collections.shuffle(folder, new Random(42));

        assertThat(names(null)).hasSize(NAMES).isSorted().doesNotHaveDuplicates();
        assertThat(listings).isEqualTo(NAMES / WINDOW + 1);
    }

    @Test
    @DisplayName("S3 long names: only as many in memory as ordinary ones, and all come")
    void longNames_comeAFewAtATime() {
        String end = "x".repeat(100_000);
        IntStream.range(0, 200).forEach(number -> folder.add(file("%03d".formatted(number) + end)));

        assertThat(names(null)).hasSize(200).isSorted().doesNotHaveDuplicates();
        assertThat(listings).isEqualTo(3);
    }

    @Test
    @DisplayName("S4 begins after the name of the checkpoint")
    void beginsAfterTheCheckpoint() {
        List.of("c", "a", "b", "d").forEach(name -> folder.add(file(name)));

        assertThat(names("b")).containsExactly("c", "d");
        assertThat(names("d")).isEmpty();
    }

    private List<String> names(String after) {
        RemoteListing listing = new RemoteListing(connection(), "/in", name -> true, after, new NodeClock(), WINDOW);
        List<String> names = new ArrayList<>();
        while (listing.hasMore()) {
            var some = listing.list(() -> {});
            assertThat(some).hasSizeLessThanOrEqualTo(WINDOW);
            listing.take(some);
            for (RemoteFile file = listing.next(); file != null; file = listing.next()) {
                names.add(file.name());
            }
        }
        return names;
    }

    private static RemoteFile file(String name) {
        return new RemoteFile(name, 1, Instant.EPOCH);
    }

    @SuppressWarnings("unchecked")
    private SiteConnection connection() {
        return (SiteConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SiteConnection.class}, (proxy, method, given) -> {
                    listings++;
                    folder.forEach((Consumer<RemoteFile>) given[1]);
                    return null;
                });
    }
}

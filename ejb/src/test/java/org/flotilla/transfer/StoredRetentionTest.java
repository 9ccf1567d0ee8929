package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.flotilla.storage.ContentId;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S3 the purge of orphaned contents")
class StoredRetentionTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ManualClock clock = new ManualClock();
    private Path root;
    private ArrivalFixture arrivals;
    private StoredRetention retention;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        root = folder;
        arrivals = new ArrivalFixture(DATABASE, root, clock);
        retention = new StoredRetention(arrivals.store, arrivals.contents, new RecordedEvents<>());
    }

    @Test
    void orphanOfTwoDays_isRemoved() throws IOException {
        ContentId orphan = arrivals.staged("orphan").id();
        written(orphan);
        clock.advance(Duration.ofDays(2));

        assertThat(retention.purge()).isEqualTo(1);
        assertThat(file(orphan)).doesNotExist();
    }

    @Test
    @DisplayName("T3 an upload that is open for more than a day and still written to is left alone")
    void uploadUnderWay_stays() throws IOException {
        ContentId upload = arrivals.staged("upload").id();
        clock.advance(Duration.ofDays(2));
        written(upload);
        clock.advance(Duration.ofHours(1));

        assertThat(retention.purge()).isZero();
        assertThat(file(upload)).exists();
    }

    @Test
    void recordedContent_stays() throws IOException {
        ContentId recorded = arrivals.recorded("/a.txt", "recorded").content();
        written(recorded);
        clock.advance(Duration.ofDays(2));

        assertThat(retention.purge()).isZero();
        assertThat(file(recorded)).exists();
    }

    /** Now, by the test's clock. */
    private void written(ContentId content) throws IOException {
        Files.setLastModifiedTime(file(content), FileTime.from(clock.now()));
    }

    private Path file(ContentId content) {
        return root.resolve("contents").resolve(content.value());
    }
}

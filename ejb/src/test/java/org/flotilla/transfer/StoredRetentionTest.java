package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flotilla.core.NodeClock;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.Contents;
import org.flotilla.storage.StagedContent;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestStorage;
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
    @DisplayName("T3 an upload that was idle for days and is closed now is left alone until it is recorded")
    void sealedNow_stays() throws IOException {
        StagedContent idle = idleForTwoDays();
        idle.seal();

        assertThat(retention.purge()).isZero();
        assertThat(file(idle.id())).hasContent("idle");
    }

    @Test
    @DisplayName("T3 an upload that is closed right after the purge has judged it is left alone")
    void sealedOnceJudged_stays() throws IOException {
        StagedContent idle = idleForTwoDays();
        AtomicBoolean judging = new AtomicBoolean();
        NodeClock asked = new NodeClock() {
            @Override
            public Instant now() {
                if (!judging.getAndSet(true)) {
                    seal(idle);
                }
                return clock.now();
            }
        };
        Contents purged = new Contents(TestStorage.at(root), asked);

        assertThat(purged.deleteUnlessWritten(idle.id(), StoredRetention.ORPHAN_AGE))
                .isFalse();
        assertThat(file(idle.id())).hasContent("idle");
    }

    private StagedContent idleForTwoDays() throws IOException {
        StagedContent idle = arrivals.staged("idle");
        written(idle.id());
        clock.advance(Duration.ofDays(2));
        return idle;
    }

    private static void seal(StagedContent content) {
        try {
            content.seal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

package org.flotilla.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flotilla.storage.sql.JdbcMarkerStore;
import org.flotilla.test.ManualClock;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("O5 the proof that all nodes see one file system")
class StorageProofTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Set<String> writtenWhenLocked = ConcurrentHashMap.newKeySet();
    private final MarkerStore store = new JdbcMarkerStore(DATABASE.database()) {
        @Override
        public Known lock() {
            writtenWhenLocked.addAll(contents(folder));
            return super.lock();
        }
    };
    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path folder;

    /** What the container does: each marking is a transaction. */
    private final class InTestTransactions extends StorageMarking {
        InTestTransactions() {
            super(store);
        }

        @Override
        public MarkerStore.Known markFirst(Path root, Optional<Path> draft) {
            MarkerStore.Known[] known = new MarkerStore.Known[1];
            DATABASE.transact(() -> known[0] = super.markFirst(root, draft));
            return known[0];
        }
    }

    @Test
    void rootThatIsNotThere_isNotMadeButFoundLater() throws IOException {
        Path root = folder.resolve("mount");
        StorageProof node = node(root);

        assertThat(problem(node)).hasValueSatisfying(why -> assertThat(why).contains("is not there", "Mount it"));
        assertThat(root).doesNotExist();
        assertThat(store.read().isMarked()).isFalse();

        Files.createDirectory(root);
        assertThat(problem(node)).isEmpty();
        assertThat(root.resolve("contents")).isDirectory();
        assertThat(root.resolve("homes")).isDirectory();
    }

    @Test
    void firstNode_marksWhatTheOthersFind() {
        assertThat(problem(node(folder))).isEmpty();

        assertThat(folder.resolve(StorageMarker.NAME)).hasContent(store.read().id());
        assertThat(problem(node(folder))).isEmpty();
    }

    @Test
    void marker_isWrittenBeforeTheClusterIsLockedAndOnlyLinkedThen() {
        String marker = store.read().id() + "\n";

        assertThat(problem(node(folder))).isEmpty();

        assertThat(writtenWhenLocked).containsExactly(marker);
        assertThat(contents(folder)).containsExactly(marker);
    }

    @Test
    void secondNodeOnAnotherFolder_isRefusedAndLeavesItAlone() throws IOException {
        Path other = Files.createDirectory(folder.resolve("local"));
        assertThat(problem(node(Files.createDirectory(folder.resolve("shared")))))
                .isEmpty();

        assertThat(problem(node(other)))
                .hasValueSatisfying(why -> assertThat(why).contains("is not the shared file system of this cluster"));

        assertThat(other).isEmptyDirectory();
    }

    @Test
    void rootOfAnotherDatabase_isRefusedAlsoByTheFirstNode() throws IOException {
        Files.writeString(folder.resolve(StorageMarker.NAME), "another\ncluster's");

        assertThat(problem(node(folder)))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("another cluster", "another?cluster's")
                        .doesNotContain("\n"));

        assertThat(store.read().isMarked()).isFalse();
        assertThat(folder.resolve("contents")).doesNotExist();
    }

    @Test
    void nodeThatDiedBeforeTheCommit_leavesNothingToMend() throws IOException {
        Files.writeString(folder.resolve(StorageMarker.NAME), store.read().id() + "\n");

        assertThat(problem(node(folder))).isEmpty();
        assertThat(store.read().isMarked()).isTrue();
    }

    @Test
    void nodesThatRaceWithFoldersOfTheirOwn_oneWins() throws Exception {
        List<Callable<Optional<String>>> nodes = List.of(first("a"), first("b"), first("c"), first("d"));
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        int winners = 0;
        for (Future<Optional<String>> result : threads.invokeAll(nodes)) {
            winners += result.get().isEmpty() ? 1 : 0;
        }
        threads.shutdownNow();

        assertThat(winners).isEqualTo(1);
    }

    @Test
    void rootThatVanishes_isNoticedAndHeals() throws IOException {
        Path root = Files.createDirectory(folder.resolve("mount"));
        StorageProof node = node(root);
        assertThat(problem(node)).isEmpty();

        Path away = Files.move(root, folder.resolve("away"));
        assertThat(problem(node)).isPresent();
        Files.createDirectory(root);
        assertThat(problem(node)).hasValueSatisfying(why -> assertThat(why).contains("no " + StorageMarker.NAME));
        assertThat(root).isEmptyDirectory();

        Files.delete(root);
        Files.move(away, root);
        assertThat(problem(node)).isEmpty();
    }

    @Test
    void fileSystemThatHangs_isAProblemToo() {
        StorageProof node = node(folder);
        assertThat(node.isChecked()).isFalse();
        assertThat(problem(node)).isEmpty();

        clock.advance(StorageProof.PATIENCE.plus(Duration.ofSeconds(1)));

        assertThat(node.problem()).hasValueSatisfying(why -> assertThat(why).contains("has not answered"));
    }

    @Test
    void fileSystemThatHangsFromTheStart_isAProblemToo() {
        StorageProof node = node(folder);
        clock.advance(StorageProof.PATIENCE);
        assertThat(node.isChecked()).isFalse();

        clock.advance(Duration.ofSeconds(1));

        assertThat(node.isChecked()).isTrue();
        assertThat(node.problem()).hasValueSatisfying(why -> assertThat(why).contains("has not answered"));
    }

    private Callable<Optional<String>> first(String name) throws IOException {
        StorageProof node = node(Files.createDirectory(folder.resolve(name)));
        return () -> problem(node);
    }

    private StorageProof node(Path root) {
        return new StorageProof(new StorageRoot(root), new InTestTransactions(), clock);
    }

    private static Optional<String> problem(StorageProof node) {
        node.check();
        return node.problem();
    }

    private static List<String> contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.flotilla.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.Contents;
import org.flotilla.storage.Home;
import org.flotilla.storage.HomeFile;
import org.flotilla.storage.HomeFiles;
import org.flotilla.storage.Homes;
import org.flotilla.storage.SealedContent;
import org.flotilla.storage.StagedContent;
import org.flotilla.storage.StorageRoot;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.ManualClock;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestStorage;
import org.flotilla.transfer.Arrival;
import org.flotilla.transfer.NewArrival;
import org.flotilla.transfer.NewPush;
import org.flotilla.transfer.PushOrder;
import org.flotilla.transfer.sql.JdbcTransferStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("T6 retention of files by age and size")
class RetentionTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Claim CLAIM = new Claim(new EventId(7), new Incarnation(1), 1);
    private static final int ALL = 1000;

    /** What ends a node: nothing catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final ManualClock clock = new ManualClock();
    private final FakeAccounts accounts = new FakeAccounts().with("acme", "secret");
    private final JdbcTransferStore transfers = new JdbcTransferStore(DATABASE.database());
    private final List<String> told = new ArrayList<>();
    private final List<String> acts = new ArrayList<>();
    private Contents contents;
    private Homes homes;
    private RetentionTransactions transactions;
    private boolean owned = true;
    private Runnable beforeAct = () -> {};
    private Predicate<String> killedAfter = path -> false;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        StorageRoot storage = TestStorage.at(root);
        contents = new Contents(storage, clock);
        homes = new Homes(storage, contents);
        homes.open("acme");
        transactions = new RetentionTransactions(this::ensureOwned, transfers, homes) {
            @Override
            public boolean retire(DueFile due, RetentionOrder order) {
                beforeAct.run();
                acts.add(due.account() + ":" + due.file().path());
                boolean done = inTransaction(() -> super.retire(due, order));
                if (killedAfter.test(due.file().path().text())) {
                    throw new Killed();
                }
                return done;
            }
        };
    }

    private void ensureOwned(Claim claim) {
        if (!owned) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    private static <T> T inTransaction(Callable<T> work) {
        try {
            return DATABASE.inTransaction(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static RetentionOrder order(String... namesAndValues) {
        Map<String, String> parameters = new HashMap<>(Map.of("account", "acme", "action", "DELETE"));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            parameters.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return RetentionOrder.of(parameters);
    }

    /** A file of one byte, or of as many as its text has, that arrived so many days ago. */
    private Path put(String account, String path, String text, int daysAgo) throws IOException {
        Path file = homes.open(account).resolve(path).file();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(clock.now().minus(Duration.ofDays(daysAgo))));
        return file;
    }

    private Path put(String path, int daysAgo) throws IOException {
        return put("acme", path, "x", daysAgo);
    }

    /** The paths of what is in the account's home. */
    private List<String> in(String account) {
        List<String> paths = new ArrayList<>();
        new HomeFiles(homes.of(account)).each("/", file -> paths.add(file.path().text()), paths::add);
        return paths.stream().sorted().toList();
    }

    private RetentionRun begin(RetentionOrder order, Map<String, Serializable> checkpoint, int window) {
        List<String> names = order.account() == null
                ? new ArrayList<>(new TreeSet<>(
                        accounts.list().stream().map(account -> account.name()).toList()))
                : List.of(order.account());
        RetentionRun run = new RetentionRun(
                order,
                CLAIM,
                names,
                homes,
                new AwaitedFiles(transfers, contents),
                transactions,
                order.olderThan() == null ? clock.now() : clock.now().minus(order.olderThan()),
                told::add,
                window);
        if (checkpoint != null) {
            run.goOnFrom(stored(checkpoint));
        }
        return run;
    }

    /** What the job repository makes of it. */
    @SuppressWarnings("unchecked")
    private static Map<String, Serializable> stored(Map<String, Serializable> checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(checkpoint);
            out.flush();
            return (Map<String, Serializable>)
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void runToItsEnd(RetentionRun run) {
        for (DueFile file = run.next(); file != null; file = run.next()) {
            run.retire(file);
        }
    }

    /** The result of a whole run. */
    private String run(RetentionOrder order) {
        RetentionRun run = new RetainFiles(accounts, homes, new AwaitedFiles(transfers, contents), transactions, clock)
                .begin(order, CLAIM, Map.of(), told::add);
        runToItsEnd(run);
        return run.result();
    }

    @Nested
    class ByAge {

        @Test
        void olderFiles_goOldestFirst() throws IOException {
            put("/a", 29);
            put("/b", 31);
            put("/in/c", 400);

            assertThat(run(order("olderThan", "30"))).isEqualTo("2 deleted (2 bytes)");

            assertThat(acts).containsExactly("acme:/in/c", "acme:/b");
            assertThat(in("acme")).containsExactly("/a");
        }

        @Test
        void folderAndPattern_limitWhatIsLookedAt() throws IOException {
            put("/a.csv", 40);
            put("/in/b.csv", 40);
            put("/in/deep/c.csv", 40);
            put("/in/d.txt", 40);

            assertThat(run(order("olderThan", "30", "folder", "/in", "pattern", "*.csv")))
                    .isEqualTo("2 deleted (2 bytes)");

            assertThat(in("acme")).containsExactly("/a.csv", "/in/d.txt");
        }

        @Test
        @DisplayName("S4 a run that goes on a day later finds too old what was so at its beginning")
        void cutoff_staysThatOfTheBeginning() throws IOException {
            put("/a", 31);
            put("/b", 30);
            RetentionRun run = begin(order("olderThan", "30"), null, ALL);
            run.retire(run.next());
            clock.advance(Duration.ofDays(1));

            RetentionRun next = begin(order("olderThan", "30"), run.checkpoint(), ALL);
            runToItsEnd(next);

            assertThat(next.result()).isEqualTo("1 deleted (1 bytes)");
            assertThat(in("acme")).containsExactly("/b");
        }
    }

    @Nested
    class BySize {

        @Test
        void oldestBeyondTheMaximum_go() throws IOException {
            put("acme", "/a", "12345", 1);
            put("acme", "/b", "12345", 3);
            put("acme", "/c", "12345", 2);

            assertThat(run(order("maximumBytes", "10"))).isEqualTo("1 deleted (5 bytes)");
            assertThat(in("acme")).containsExactly("/a", "/c");
            assertThat(run(order("maximumBytes", "10"))).isEqualTo("0 deleted (0 bytes)");
            assertThat(run(order("maximumBytes", "9"))).isEqualTo("1 deleted (5 bytes)");
            assertThat(in("acme")).containsExactly("/a");
        }

        @Test
        void ageOrSize_suffices() throws IOException {
            put("acme", "/old", "1", 40);
            put("acme", "/large", "12345", 3);
            put("acme", "/new", "12345", 2);

            assertThat(run(order("maximumBytes", "5", "olderThan", "30"))).isEqualTo("2 deleted (6 bytes)");
            assertThat(in("acme")).containsExactly("/new");
        }

        @Test
        @DisplayName("T6 what must stay does not make younger ones go")
        void awaitedFile_isNotMadeUpFor() throws IOException {
            deliver("/awaited", "1234567890");
            clock.advance(Duration.ofDays(1));
            put("acme", "/new", "1234567890", 0);

            assertThat(run(order("maximumBytes", "10"))).isEqualTo("0 deleted (0 bytes), 1 still to be delivered");
            assertThat(in("acme")).containsExactly("/awaited", "/new");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 7, 100})
        @DisplayName("S3 homes with more files than fit into memory are looked through in parts")
        void manyFiles_areLookedThroughInParts(int window) throws IOException {
            for (int file = 0; file < 20; file++) {
                put("acme", "/f" + file, "123", 20 - file / 3);
            }

            RetentionRun run = begin(order("maximumBytes", "15"), null, window);
            runToItsEnd(run);

            assertThat(run.result()).isEqualTo("15 deleted (45 bytes)");
            assertThat(in("acme")).containsExactly("/f15", "/f16", "/f17", "/f18", "/f19");
            assertThat(acts).hasSize(15).doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 100})
        @DisplayName("S4 a run that goes on does what the first would have, whatever it had done")
        void goingOn_findsTheSame(int window) throws IOException {
            for (int stopped = 0; stopped < 12; stopped++) {
                for (int file = 10; file < 22; file++) {
                    put("acme", "/f" + file, "123", 20);
                }
                RetentionRun run = begin(order("maximumBytes", "12"), null, window);
                for (int file = 0; file < Math.min(stopped, 8); file++) {
                    run.retire(run.next());
                }
                RetentionRun next = begin(order("maximumBytes", "12"), run.checkpoint(), window);
                runToItsEnd(next);

                assertThat(next.result()).isEqualTo("8 deleted (24 bytes)");
                assertThat(in("acme")).containsExactly("/f18", "/f19", "/f20", "/f21");
            }
        }
    }

    @Nested
    class Accounts {

        @Test
        void all_areEachForThemselves() throws IOException {
            accounts.with("beta", "secret").with("homeless", "secret");
            put("acme", "/a", "12345", 1);
            put("beta", "/b", "12345", 2);
            put("beta", "/c", "12345", 1);
            put("gone", "/d", "1234567890", 9);

            assertThat(run(order("account", "", "maximumBytes", "5"))).isEqualTo("1 deleted (5 bytes)");

            assertThat(in("acme")).containsExactly("/a");
            assertThat(in("beta")).containsExactly("/c");
            assertThat(in("gone")).as("the home of no account").containsExactly("/d");
        }

        @Test
        @DisplayName("S4 a run goes on with the account that it had come to, or the next if that is gone")
        void goingOn_skipsWhatIsDone() throws IOException {
            accounts.with("beta", "secret").with("gamma", "secret");
            for (String account : List.of("acme", "beta", "gamma")) {
                put(account, "/1", "x", 50);
                put(account, "/2", "x", 40);
            }
            RetentionOrder order = order("account", "", "olderThan", "30");
            RetentionRun run = begin(order, null, ALL);
            for (int file = 0; file < 3; file++) {
                run.retire(run.next());
            }
            put("acme", "/late", "x", 60);
            accounts.delete("beta", 1, "test");

            RetentionRun next = begin(order, run.checkpoint(), ALL);
            assertThat(next.total()).isEqualTo(2);
            runToItsEnd(next);

            assertThat(next.result()).isEqualTo("5 deleted (5 bytes)");
            assertThat(in("acme")).containsExactly("/late");
            assertThat(in("beta")).containsExactly("/2");
            assertThat(in("gamma")).isEmpty();
        }

        @Test
        void unknown_isSaid() {
            assertThatThrownBy(() -> run(order("account", "nobody", "olderThan", "1")))
                    .hasMessageContaining("no account 'nobody'");
        }

        @Test
        @DisplayName("A2 a folder behind a link is told, and the other accounts go on")
        void link_isNotFollowed(@TempDir Path elsewhere) throws IOException {
            accounts.with("beta", "secret");
            Path outside = elsewhere.resolve("a");
            Files.writeString(outside, "x");
            Files.setLastModifiedTime(outside, FileTime.from(clock.now().minus(Duration.ofDays(40))));
            Files.createSymbolicLink(homes.of("acme").root().resolve("in"), elsewhere);
            put("beta", "/in/b", "x", 40);

            assertThat(run(order("account", "", "folder", "/in", "olderThan", "30")))
                    .isEqualTo("1 deleted (1 bytes), 1 failed: 'acme:/in' '/in' is a symbolic link.");

            assertThat(outside).exists();
        }
    }

    /** A file that arrived, and for which a route has yet to do something. */
    private String deliver(String path, String text) throws IOException {
        SealedContent content = content(text);
        Home home = homes.of("acme");
        CycleId cycle = CycleId.next();
        transfers.insertArrival(new NewArrival(
                cycle,
                new Arrival("acme", home.resolve(path), "SFTP", "127.0.0.1:1", Duration.ZERO),
                content,
                new NodeId("node-1"),
                new Incarnation(1)));
        home.land(content.id(), home.resolve(path));
        unfinished(cycle);
        return cycle.value();
    }

    private SealedContent content(String text) throws IOException {
        StagedContent staged = contents.stage();
        staged.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        return staged.seal();
    }

    private static void unfinished(CycleId cycle) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, attempts,"
                                + " max_attempts, created_at, changed_at, blocked_by) select 100, ?, 'PUSH', 'push-file',"
                                + " '{}', 'SUSPENDED', 5, current_timestamp, 1, 8, current_timestamp, current_timestamp,"
                                + " 'NOTHING'",
                        cycle.value()));
    }

    private static void finished() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("delete from event"));
    }

    @Nested
    @DisplayName("T8 what is still to be delivered")
    class Awaited {

        @Test
        void arrivalOfWhichARouteIsNotDone_stays() throws IOException {
            deliver("/in/a", "text");
            put("/in/b", 2);
            Files.move(
                    homes.of("acme").root().resolve("in/a"),
                    homes.of("acme").root().resolve("in/renamed"));
            clock.advance(Duration.ofDays(50));

            assertThat(run(order("olderThan", "30"))).isEqualTo("1 deleted (1 bytes), 1 still to be delivered");
            assertThat(in("acme")).containsExactly("/in/renamed");

            finished();
            assertThat(run(order("olderThan", "30"))).isEqualTo("1 deleted (4 bytes)");
            assertThat(in("acme")).isEmpty();
        }

        @Test
        void pushThatSomebodyAskedFor_keepsItsFile() throws IOException {
            Path file = put("/in/a", 40);
            SealedContent kept = contents.keep(homes.of("acme").resolve("/in/a"));
            PushOrder push = new PushOrder(CycleId.next(), "acme", "bank", null, "a", kept);
            transfers.insertPush(new NewPush(new EventId(100), push, "SFTP", "peer", "/out"));
            unfinished(push.cycleId());

            assertThat(run(order("olderThan", "30"))).isEqualTo("0 deleted (0 bytes), 1 still to be delivered");
            assertThat(file).exists();
        }

        @Test
        @DisplayName("T8 the content of a file that went is there until its transfer is purged")
        void content_outlivesTheFile() throws IOException {
            deliver("/in/a", "text");
            finished();
            clock.advance(Duration.ofDays(50));
            List<HomeFile> found = new ArrayList<>();
            new HomeFiles(homes.of("acme")).each("/in", found::add, closed -> {});

            assertThat(run(order("olderThan", "30"))).isEqualTo("1 deleted (4 bytes)");

            List<Object> keys = new ArrayList<>();
            DATABASE.transact(() -> DATABASE.jdbi()
                    .useHandle(handle -> handle.createQuery("select content from transfer")
                            .mapTo(String.class)
                            .forEach(content ->
                                    contents.key(new ContentId(content)).ifPresent(keys::add))));
            assertThat(keys).containsExactly(found.get(0).key());
        }

        @Test
        void othersEvents_keepNothing() throws IOException {
            Path file = put("/in/a", 40);
            unfinished(CycleId.next());

            assertThat(run(order("olderThan", "30"))).isEqualTo("1 deleted (1 bytes)");
            assertThat(file).doesNotExist();
        }
    }

    @Nested
    class Acting {

        @Test
        void archive_keepsTheFile() throws IOException {
            put("/in/a", 40);

            assertThat(run(order("olderThan", "30", "folder", "/in", "action", "ARCHIVE", "archiveFolder", "/archive")))
                    .isEqualTo("1 archived (1 bytes)");

            assertThat(in("acme")).containsExactly("/archive/2025-11-22/in/a");
        }

        @ParameterizedTest
        @EnumSource(RetentionAction.class)
        void dryRun_onlyTells(RetentionAction action) throws IOException {
            for (int file = 100; file < 160; file++) {
                put("/in/" + file, 40);
            }
            Map<String, String> parameters = new HashMap<>(Map.of(
                    "account", "acme", "folder", "/in", "olderThan", "30", "action", action.name(), "dryRun", "true"));
            if (action == RetentionAction.ARCHIVE) {
                parameters.put("archiveFolder", "/archive");
            }

            assertThat(run(RetentionOrder.of(parameters))).isEqualTo("60 would be " + action.done() + " (60 bytes)");

            assertThat(in("acme")).hasSize(60).allMatch(path -> path.startsWith("/in/"));
            assertThat(acts).isEmpty();
            assertThat(told)
                    .hasSize(50)
                    .first()
                    .isEqualTo("would be " + action.done() + ": acme:/in/100, 1 bytes, of 2025-11-22T00:00:00Z.");
        }

        @Test
        @DisplayName("T3 a file that a client replaces meanwhile stays")
        void replacedFile_stays() throws IOException {
            Path file = put("/in/a", 40);
            beforeAct = () -> replace(file);

            assertThat(run(order("olderThan", "30"))).isEqualTo("0 deleted (0 bytes), 1 gone or changed meanwhile");

            assertThat(file).hasContent("new");
        }

        @Test
        @DisplayName("T3 a place where a file is being put is left alone")
        void placeThatIsTaken_isLeft() throws Exception {
            Path file = put("/in/a", 40);
            RetentionRun run = begin(order("olderThan", "30"), null, ALL);

            DATABASE.inTransaction(() -> {
                transfers.lockPlace("acme", "/in/a", Duration.ofSeconds(5));
                Thread other = new Thread(() -> runToItsEnd(run));
                other.start();
                other.join();
                return null;
            });

            assertThat(run.result()).isEqualTo("0 deleted (0 bytes), 1 being replaced");
            assertThat(file).exists();
        }

        @Test
        @DisplayName("Q5 who lost the event deletes nothing more")
        void lostEvent_deletesNothing() throws IOException {
            put("/a", 50);
            put("/b", 40);
            RetentionRun run = begin(order("olderThan", "30"), null, ALL);
            run.retire(run.next());
            owned = false;

            assertThatThrownBy(() -> run.retire(run.next()))
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
            assertThat(in("acme")).containsExactly("/b");
        }

        @ParameterizedTest
        @EnumSource(RetentionAction.class)
        @DisplayName("S4 a node that dies after any file: the next does the rest, each once")
        void killedAfterAnyFile_goesOn(RetentionAction action) throws IOException {
            Map<String, String> parameters = new HashMap<>(
                    Map.of("account", "acme", "folder", "/in", "olderThan", "30", "action", action.name()));
            if (action == RetentionAction.ARCHIVE) {
                parameters.put("archiveFolder", "/archive");
            }
            RetentionOrder order = RetentionOrder.of(parameters);
            for (int killed = 0; killed < 5; killed++) {
                for (int file = 0; file < 5; file++) {
                    put("/in/" + killed + file, 40);
                }
                String last = "/in/" + killed + killed;
                killedAfter = last::equals;
                RetentionRun run = begin(order, null, ALL);
                Map<String, Serializable> checkpoint = run.checkpoint();
                assertThatThrownBy(() -> runToItsEnd(run)).isInstanceOf(Killed.class);
                killedAfter = path -> false;

                RetentionRun next = begin(order, checkpoint, ALL);
                runToItsEnd(next);

                assertThat(next.result()).startsWith((4 - killed) + " " + action.done());
                assertThat(in("acme")).noneMatch(path -> path.startsWith("/in/"));
            }
            assertThat(in("acme")).hasSize(action == RetentionAction.ARCHIVE ? 25 : 0);
        }

        private void replace(Path file) {
            try {
                Files.delete(file);
                Files.writeString(file, "new");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

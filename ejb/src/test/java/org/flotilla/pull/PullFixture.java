package org.flotilla.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.pull.sql.JdbcPulledFileStore;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Ownership;
import org.flotilla.queue.TestOwnershipWatch;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SiteConnection;
import org.flotilla.site.SourceConnection;
import org.flotilla.site.sftp.TestConnections;
import org.flotilla.site.sftp.TestPartner;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.Contents;
import org.flotilla.storage.Homes;
import org.flotilla.storage.StorageRoot;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.flotilla.test.TestStorage;
import org.flotilla.transfer.ArrivalTransactions;
import org.flotilla.transfer.Arrivals;
import org.flotilla.transfer.Arrived;
import org.flotilla.transfer.LandTransfers;
import org.flotilla.transfer.Landing;
import org.flotilla.transfer.NewArrival;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.flotilla.transfer.sql.JdbcTransferStore;

/** Pulls over real connections from a real SFTP server, into a real database and storage; a test can break off at any step. */
final class PullFixture implements AutoCloseable {

    static final String SITE = "bank";
    static final String ACCOUNT = "acme";
    static final String FOLDER = "/erp/out";

    /** What ends a node: nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final TestDatabase database;
    final TestConnections connections = new TestConnections();
    final TestPartner partner;
    final JdbcTransferStore transfers;
    final JdbcPulledFileStore pulled;
    final Contents contents;
    final Homes homes;
    final RecordingQueue queue = new RecordingQueue();
    final TestLease lease = TestLease.heldByAny();
    final TestOwnershipWatch watch = new TestOwnershipWatch(this::ensureOwned, lease);
    private final Path root;
    private final Arrivals arrivals;
    private final ArrivalTransactions arrivalTransactions;
    private final PullTransactions transactions;
    private final PullFiles pullFiles;

    /** Steps until the node is killed; and whether before it does the step or after. */
    private int stepsLeft = Integer.MAX_VALUE;

    private boolean before;

    /** What the partner is asked to read, and from where; may change the file, or throw. */
    interface Reading {
        void at(String path, long offset, long bytesSoFar) throws IOException;
    }

    Reading reading = (path, offset, bytes) -> {};
    final List<Long> offsets = new ArrayList<>();

    /** What a partner lists besides. */
    final List<RemoteFile> invented = new ArrayList<>();

    Runnable beforeArrived = () -> {};
    Runnable beforeLook = () -> {};

    PullFixture(TestDatabase database, Path root, long worthKeeping) throws IOException {
        this.database = database;
        this.root = root;
        partner = new TestPartner(root.resolve("partner"));
        connections.put(partner.site(SITE));
        StorageRoot storage = TestStorage.at(root);
        NodeClock clock = new NodeClock();
        contents = new Contents(storage, clock);
        homes = new Homes(storage, contents);
        transfers = new JdbcTransferStore(database.database());
        pulled = new JdbcPulledFileStore(database.database());
        arrivalTransactions = new SteppedArrivals();
        TestNodes nodes = TestNodes.alone("node-1");
        arrivals = new Arrivals(TestLease.held(1), nodes, arrivalTransactions, clock);
        transactions = new SteppedTransactions();
        pullFiles = new PullFiles(
                connections,
                new FakeAccounts().with(ACCOUNT, "secret"),
                site -> stepped(SiteConnection.class, connections.connections().open(site)),
                new MonitoredFolders(storage) {
                    @Override
                    public SourceConnection open(String folder) {
                        return stepped(SourceConnection.class, super.open(folder));
                    }
                },
                homes,
                new FetchFile(contents, arrivals, transactions, nodes, clock, watch, worthKeeping),
                new SettleAtPartner(transactions),
                transactions,
                pulled,
                new SetParameters(),
                clock,
                watch);
    }

    /** The node dies at this step, counted from 1. */
    void killAt(int step, boolean beforeIt) {
        stepsLeft = step;
        before = beforeIt;
    }

    /** Whether the node lives on: there were fewer steps. */
    boolean isAlive() {
        return stepsLeft > 0;
    }

    private <T> T step(Callable<T> action) throws Exception {
        stepsLeft--;
        boolean last = stepsLeft == 0;
        if (last && before) {
            throw new Killed();
        }
        T result = action.call(); // A step within this one counts too
        if (last) {
            throw new Killed();
        }
        return result;
    }

    private <T> T stepped(Callable<T> action) {
        try {
            return step(() -> database.inTransaction(action));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The event is this claim's, and no earlier one's. */
    Claim claim(long event, long incarnation) {
        database.transact(() -> database.jdbi().useHandle(handle -> {
            handle.execute("delete from event where id = ?", event);
            handle.execute(
                    "insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, owner_node,"
                            + " owner_incarnation, attempts, max_attempts, created_at, changed_at, blocked_by)"
                            + " select ?, 'cycle', 'PULL', 'run-job', '{}', 'RUNNING', 5, current_timestamp, 'node-1',"
                            + " ?, 1, 8, current_timestamp, current_timestamp, 'NOTHING'",
                    event,
                    incarnation);
        }));
        return new Claim(new EventId(event), new Incarnation(incarnation), 1);
    }

    /** The event has come to its end. */
    void ended(Claim claim) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "delete from event where id = ?", claim.event().value()));
    }

    private void ensureOwned(Claim claim) {
        boolean owned = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                        "select count(*) from event where id = :id and owner_incarnation = :incarnation")
                                .bind("id", claim.event().value())
                                .bind("incarnation", claim.incarnation().value())
                                .mapTo(Long.class)
                                .one()
                        == 1);
        if (!owned) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    static PullOrder order(String... namesAndValues) {
        return order(PullOrder.JOB, new HashMap<>(Map.of("site", SITE)), namesAndValues);
    }

    /** Of a monitor. */
    static PullOrder monitor(String... namesAndValues) {
        return order(PullOrder.MONITOR, new HashMap<>(Map.of("folder", FOLDER)), namesAndValues);
    }

    private static PullOrder order(String job, Map<String, String> parameters, String... namesAndValues) {
        parameters.putAll(Map.of("account", ACCOUNT, "stableFor", "0"));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            parameters.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return PullOrder.of(job, parameters);
    }

    PullRun begin(Claim claim, PullOrder order) {
        return pullFiles.begin(order, claim, null);
    }

    /** Does what the job does, from its beginning; returns the result. */
    String run(Claim claim, PullOrder order) throws InterruptedException {
        try (PullRun run = begin(claim, order)) {
            for (RemoteFile file = run.next(); file != null; file = run.next()) {
                run.pull(file);
            }
            String result = run.result();
            pullFiles.forgetGone(order, claim);
            return result;
        }
    }

    String forgetGone(Claim claim, PullOrder order) {
        return pullFiles.forgetGone(order, claim);
    }

    /** Puts in place what a node that died had recorded. */
    void sweep() {
        new LandTransfers(
                        transfers,
                        arrivalTransactions,
                        new TestNodes(new NodeId("node-2"), List.of()),
                        TestLease.held(9))
                .sweep();
    }

    /** Where other programs put files, made if it is not there. */
    Path monitored(String path) throws IOException {
        return Files.createDirectories(root.resolve("monitored" + path));
    }

    Path atPartner(String name) {
        return partner.file("/in/" + name);
    }

    Path atHome(String path) {
        return homes.of(ACCOUNT).resolve(path).file();
    }

    List<Transfer> transfers() {
        return transfers
                .find(new TransferFilter(null, null, null, null, null, null), null, 1000)
                .items();
    }

    long pulledRows() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from pulled_file")
                        .mapTo(Long.class)
                        .one());
    }

    void seenLongAgo() {
        OffsetDateTime longAgo = OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        database.jdbi().useHandle(handle -> handle.execute("update pulled_file set seen_at = ?", longAgo));
    }

    long storedContents() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("contents"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    void loseContents() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("contents"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private <T extends SourceConnection> T stepped(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Stepped(real)::invoke));
    }

    /** A connection of which each exchange is a step. */
    private final class Stepped {
        private final SourceConnection real;

        Stepped(SourceConnection real) {
            this.real = real;
        }

        @SuppressWarnings("unchecked")
        Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
            if (List.of("close", "peer", "peerKey", "protocol").contains(method.getName())) {
                return method.invoke(real, given);
            }
            return step(() -> {
                try {
                    return switch (method.getName()) {
                        case "read" -> read((String) given[0], (Long) given[1], given[2]);
                        case "list" -> list((String) given[0], given[1]);
                        case "look" -> look(method, given);
                        default -> method.invoke(real, given);
                    };
                } catch (InvocationTargetException e) {
                    throw (Exception) e.getCause();
                }
            });
        }

        @SuppressWarnings("unchecked")
        private Object read(String path, long offset, Object sink) {
            offsets.add(offset);
            long[] soFar = new long[1];
            real.read(path, offset, bytes -> {
                soFar[0] += bytes.remaining();
                ((Consumer<ByteBuffer>) sink).accept(bytes);
                try {
                    reading.at(path, offset, soFar[0]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return null;
        }

        private Object look(Method method, Object[] given) throws ReflectiveOperationException {
            beforeLook.run();
            return method.invoke(real, given);
        }

        @SuppressWarnings("unchecked")
        private Object list(String folder, Object each) {
            Consumer<RemoteFile> taker = (Consumer<RemoteFile>) each;
            real.list(folder, taker);
            invented.forEach(taker);
            return null;
        }
    }

    private final class SteppedArrivals extends ArrivalTransactions {
        SteppedArrivals() {
            super(transfers, homes, arrived -> List.of(), queue);
        }

        @Override
        public void land(Landing landing, Duration patience) {
            stepped(() -> {
                super.land(landing, patience);
                return null;
            });
        }
    }

    /** What the container does: each method is a transaction; here each is a step, too. */
    private final class SteppedTransactions extends PullTransactions {
        SteppedTransactions() {
            super((Ownership) PullFixture.this::ensureOwned, pulled, arrivalTransactions);
        }

        @Override
        public void ensureOwned(Claim claim) {
            stepped(() -> {
                super.ensureOwned(claim);
                return null;
            });
        }

        @Override
        public Optional<HeldFile> begin(Claim claim, PulledFile file) {
            return stepped(() -> super.begin(claim, file));
        }

        @Override
        public Optional<HeldFile> beginKept(Claim claim, PulledFile file) {
            return stepped(() -> super.beginKept(claim, file));
        }

        @Override
        public void fetched(Claim claim, PulledFile file, ContentId part, long bytes) {
            stepped(() -> {
                super.fetched(claim, file, part, bytes);
                return null;
            });
        }

        @Override
        public Arrived arrived(Claim claim, PulledFile file, NewArrival arrival) {
            beforeArrived.run();
            return stepped(() -> super.arrived(claim, file, arrival));
        }

        @Override
        public void forget(Claim claim, PulledFile file) {
            stepped(() -> {
                super.forget(claim, file);
                return null;
            });
        }

        @Override
        public void seen(Claim claim, PulledFile file) {
            stepped(() -> {
                super.seen(claim, file);
                return null;
            });
        }

        @Override
        public Set<String> seenLately(String site, String account, Collection<String> keys) {
            return stepped(() -> super.seenLately(site, account, keys));
        }
    }

    @Override
    public void close() throws IOException {
        connections.close();
        partner.close();
    }
}

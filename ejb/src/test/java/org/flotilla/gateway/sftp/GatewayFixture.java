package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.TaskType;
import org.flotilla.storage.Contents;
import org.flotilla.storage.Homes;
import org.flotilla.storage.StorageRoot;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.FakeSecrets;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.flotilla.test.TestStorage;
import org.flotilla.transfer.ArrivalTransactions;
import org.flotilla.transfer.Arrivals;
import org.flotilla.transfer.Arrived;
import org.flotilla.transfer.Landing;
import org.flotilla.transfer.NewArrival;
import org.flotilla.transfer.TransferStore;
import org.flotilla.transfer.sql.JdbcTransferStore;

/** A gateway on a free port, with a real database and storage, and fakes for the rest. */
final class GatewayFixture implements AutoCloseable {
    static final String ACCOUNT = "acme";
    static final int PENDING_PER_ADDRESS = 8;
    static final String PASSWORD = "correct horse battery";

    /** The host keys take a while to make: one set serves all tests. */
    static final FakeSecrets SECRETS = new FakeSecrets();

    final Path root;
    final TestLease lease = TestLease.held(1);
    final FakeAccounts accounts = new FakeAccounts().with(ACCOUNT, PASSWORD);
    final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    final AtomicReference<RuntimeException> auditFailure = new AtomicReference<>();
    final AtomicReference<CountDownLatch> auditWaits = new AtomicReference<>(new CountDownLatch(0));
    final List<String> audited = new CopyOnWriteArrayList<>();
    final TransferStore store;
    final int port;
    private final SftpEndpoint endpoint;
    private final SshClient client = SshClient.setUpDefaultClient();

    GatewayFixture(Path root, TestDatabase database) throws IOException {
        this.root = root;
        this.store = new JdbcTransferStore(database.database());
        StorageRoot storage = TestStorage.at(root);
        Contents contents = new Contents(storage, new NodeClock());
        Homes homes = new Homes(storage, contents);
        ArrivalTransactions transactions = new InTestTransactions(homes, database);
        Arrivals arrivals = new Arrivals(lease, TestNodes.alone("node-1"), transactions, new NodeClock());
        Uploads uploads = new Uploads(contents, arrivals, new NodeClock());
        endpoint =
                new SftpEndpoint(new HostKeys(SECRETS), accounts, homes, uploads, lease, this::record, new NodeClock());
        port = endpoint.open(
                "127.0.0.1",
                0,
                new SftpLimits(Duration.ofMinutes(1), 2 * PENDING_PER_ADDRESS, PENDING_PER_ADDRESS, List.of()),
                endpoint.hostKeys());
        endpoint.completeHostKeys();
        client.setServerKeyVerifier((session, address, key) -> true);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
    }

    /** What the container does: each method is a transaction. */
    private final class InTestTransactions extends ArrivalTransactions {
        private final TestDatabase database;

        InTestTransactions(Homes homes, TestDatabase database) {
            super(store, homes, arrived -> eventsFor(arrived), new RecordingQueue());
            this.database = database;
        }

        @Override
        public Arrived record(NewArrival arrival) {
            Arrived[] arrived = new Arrived[1];
            database.transact(() -> arrived[0] = super.record(arrival));
            return arrived[0];
        }

        @Override
        public void land(Landing landing, Duration patience) {
            database.transact(() -> super.land(landing, patience));
        }
    }

    private List<EventRequest> eventsFor(Arrived arrived) {
        if (failure.get() != null) {
            throw failure.get();
        }
        return List.of(EventRequest.of(TaskType.PUSH, "any", arrived.cycleId()));
    }

    private void record(String actor, String action, String subject, String detail) {
        if (auditFailure.get() != null) {
            throw auditFailure.get();
        }
        try {
            auditWaits.get().await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        audited.add(action + " " + subject + " " + detail);
    }

    ClientSession session() throws IOException {
        return session(ACCOUNT, PASSWORD);
    }

    ClientSession session(String user, String password) throws IOException {
        ClientSession session = client.connect(user, "127.0.0.1", port)
                .verify(Duration.ofSeconds(10))
                .getSession();
        session.addPasswordIdentity(password);
        try {
            session.auth().verify(Duration.ofSeconds(20));
            return session;
        } catch (IOException e) {
            session.close(true);
            throw e;
        }
    }

    SshClient client() {
        return client;
    }

    static SftpClient sftp(ClientSession session) throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    Path home() {
        return root.resolve("homes").resolve(ACCOUNT);
    }

    /** All files of the home, also hidden ones. */
    List<String> homeFiles() throws IOException {
        return files(home());
    }

    List<String> contentFiles() throws IOException {
        return files(root.resolve("contents"));
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** What the gateway does when configuration has changed. */
    void accountsChanged() {
        endpoint.closeOutdated();
    }

    void closeServer() {
        endpoint.close();
    }

    @Override
    public void close() {
        client.stop();
        endpoint.close();
    }
}

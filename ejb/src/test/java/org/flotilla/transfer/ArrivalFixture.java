package org.flotilla.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.CycleId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.storage.Contents;
import org.flotilla.storage.Homes;
import org.flotilla.storage.StagedContent;
import org.flotilla.storage.StorageRoot;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestStorage;
import org.flotilla.transfer.sql.JdbcTransferStore;

/** Arrivals in a real database and storage. */
final class ArrivalFixture {
    static final String ACCOUNT = "acme";

    final TestDatabase database;
    final JdbcTransferStore store;
    final Contents contents;
    final Homes homes;
    final RecordingQueue queue = new RecordingQueue();

    ArrivalFixture(TestDatabase database, Path root, NodeClock clock) throws IOException {
        this.database = database;
        this.store = new JdbcTransferStore(database.database());
        StorageRoot storage = TestStorage.at(root);
        this.contents = new Contents(storage, clock);
        this.homes = new Homes(storage, contents);
        homes.open(ACCOUNT);
    }

    StagedContent staged(String text) throws IOException {
        StagedContent staged = contents.stage();
        staged.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        return staged;
    }

    Arrival arrival(String path) {
        return new Arrival(ACCOUNT, homes.of(ACCOUNT).resolve(path), "SFTP", "127.0.0.1:1", Duration.ZERO);
    }

    NewArrival sealed(String path, String text) throws IOException {
        return new NewArrival(
                CycleId.next(), arrival(path), staged(text).seal(), new NodeId("node-1"), new Incarnation(1));
    }

    /** Recorded, and not yet in place. */
    Landing recorded(String path, String text) throws IOException {
        NewArrival arrival = sealed(path, text);
        long id = store.insertArrival(arrival);
        return store.landings(100).stream()
                .filter(landing -> landing.transferId() == id)
                .findFirst()
                .orElseThrow();
    }

    Path file(String path) {
        return homes.of(ACCOUNT).resolve(path).file();
    }

    /** What the container does: each method is a transaction. */
    class Transactions extends ArrivalTransactions {
        Transactions() {
            super(store, homes, arrived -> List.of(), queue);
        }

        @Override
        public Arrived record(NewArrival arrival) {
            Arrived[] arrived = new Arrived[1];
            database.transact(() -> arrived[0] = super.record(arrival));
            return arrived[0];
        }

        @Override
        public Optional<Arrived> find(NewArrival arrival) {
            return super.find(arrival);
        }

        @Override
        public void land(Landing landing, Duration patience) {
            database.transact(() -> super.land(landing, patience));
        }
    }
}

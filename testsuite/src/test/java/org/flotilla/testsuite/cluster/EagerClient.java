package org.flotilla.testsuite.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * A client that uploads one small file after the other to one node, on a thread of its own, until it is closed. It goes on
 * whatever the node answers, with a new name each time, and remembers the answers.
 */
final class EagerClient implements AutoCloseable {

    private static final int FILE_BYTES = 64 * 1024;
    private static final long PACE_MILLIS = 40;
    private static final long PACE_WHEN_REFUSED_MILLIS = 200;

    /** @param refusal null if the node acknowledged the whole file */
    record Upload(String name, Instant begun, Instant ended, IOException refusal) {

        boolean isAcknowledged() {
            return refusal == null;
        }

        /** Whether a client may expect that the same request succeeds later. */
        boolean mayBeTriedAgain() {
            if (refusal instanceof SftpException answer) {
                return List.of(
                                SftpConstants.SSH_FX_FAILURE,
                                SftpConstants.SSH_FX_NO_CONNECTION,
                                SftpConstants.SSH_FX_CONNECTION_LOST)
                        .contains(answer.getStatus());
            }
            return !(refusal instanceof SshException ended
                    && ended.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
        }
    }

    private final String node;
    private final int port;
    private final TestAccount account;
    private final Queue<Upload> uploads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::uploadOn, "eager client");
    private SftpSession session;

    private EagerClient(TestCluster cluster, String node, TestAccount account) {
        this.node = node;
        this.port = cluster.sftpPort(node);
        this.account = account;
    }

    static EagerClient of(TestCluster cluster, String node, TestAccount account) {
        EagerClient client = new EagerClient(cluster, node, account);
        client.thread.start();
        return client;
    }

    /** What was answered so far, in order. */
    List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    /** What a file of the name contains. */
    static byte[] content(String name) {
        byte[] content = new byte[FILE_BYTES];
        new Random(name.hashCode()).nextBytes(content);
        return content;
    }

    private void uploadOn() {
        try {
            long pace = 0;
            for (int number = 0; !closed.await(pace, TimeUnit.MILLISECONDS); number++) {
                Upload upload = upload("%s-%04d.bin".formatted(node, number));
                uploads.add(upload);
                pace = upload.isAcknowledged() ? PACE_MILLIS : PACE_WHEN_REFUSED_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    private Upload upload(String name) {
        Instant begun = Instant.now();
        try {
            if (session == null) {
                session = new SftpSession(port, account);
            }
            session.put("/" + name, content(name));
            return new Upload(name, begun, Instant.now(), null);
        } catch (IOException e) {
            Upload refused = new Upload(name, begun, Instant.now(), e);
            hangUp();
            return refused;
        }
    }

    private void hangUp() {
        SftpSession ended = session;
        session = null;
        try {
            if (ended != null) {
                ended.close();
            }
        } catch (IOException e) {
            // the node has ended it already
        }
    }

    /** Returns when the upload that is under way has been answered. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.flotilla.testsuite.queue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link QueueWorker} in a JVM of its own. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    WorkerProcess(String contestant, String node, File log, String url, String user, String password)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QueueWorker.class.getName(),
                        contestant,
                        node,
                        url,
                        user,
                        password))
                .redirectError(log)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Tells it; returns how many tasks it has handled since its start. */
    long tell(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(QueueWorker.ANSWER)) {
                    return Long.parseLong(line.substring(QueueWorker.ANSWER.length()));
                }
            }
            throw new IllegalStateException("A worker ended; see its log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}

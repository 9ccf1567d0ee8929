package org.flotilla.testsuite.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * One process that works for one contestant, told what to do by lines of its input: {@code start}, {@code count} and
 * {@code stop}, each answered by a line with what was handled since the start, and {@code statements}. Ends with its input.
 */
public final class QueueWorker {

    static final String ANSWER = "@";
    static final String STATEMENTS = "statements";

    private QueueWorker() {}

    /** @param args contestant, node, address of the database, user, password */
    public static void main(String[] args) throws Exception {
        Contestant contestant = Contestant.of(args[0]);
        try (HikariDataSource pool = pool(args[2], args[3], args[4]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            AutoCloseable running = () -> {};
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("start")) {
                    Handled.reset();
                    running = contestant.start(pool, args[1]);
                } else if (line.equals("stop")) {
                    running.close();
                }
                System.out.println(ANSWER + (line.equals(STATEMENTS) ? Handled.statements() : Handled.count()));
            }
        }
    }

    /** The pool that db-scheduler's own benchmark advises: two more than threads. */
    static HikariDataSource pool(String url, String user, String password) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(Contestant.THREADS + 2);
        return pool;
    }
}

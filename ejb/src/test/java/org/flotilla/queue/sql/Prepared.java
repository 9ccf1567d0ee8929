package org.flotilla.queue.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the queue as PostgreSQL's driver prepares it, with values that plans are looked at with.
 *
 * @param prepare makes it, under the name {@code hot}
 * @param execute runs it
 */
record Prepared(String prepare, String execute) {

    private static final Pattern NAMED = Pattern.compile("(?<![:\\w]):([a-zA-Z]+)");

    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    /** {@code :after} is an identity here, and a name there: what it is compared with says so. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("incarnation", "bigint"),
            Map.entry("limit", "integer"),
            Map.entry("lowest", "bigint"),
            Map.entry("before", "bigint"),
            Map.entry("id", "bigint"),
            Map.entry("after", "unknown"),
            Map.entry("attempt", "integer"),
            Map.entry("number", "bigint"),
            Map.entry("dueAt", "timestamptz"),
            Map.entry("priority", "integer"),
            Map.entry("maxAttempts", "integer"),
            Map.entry("uncounted", "integer"));

    private static final Map<String, String> VALUES = Map.of(
            "incarnation", "7",
            "limit", "200",
            "id", "500000",
            "after", "'500000'",
            "claims", "'[{\"id\":500000,\"incarnation\":7,\"attempt\":1}]'",
            "uncounted", "1",
            "outcomes", "'[{\"id\":500000,\"incarnation\":7,\"attempt\":1,\"state\":\"DONE\"}]'",
            "inHand", "'[1,2,3]'",
            "ids", "'[1,2,3]'",
            "types", "'[{\"type\":\"PULL\",\"most\":12}]'");

    static Prepared of(String statement) {
        return of(statement, Map.of());
    }

    /** @param values of some parameters, in SQL, instead of the usual ones */
    static Prepared of(String statement, Map<String, String> values) {
        List<String> names = new ArrayList<>();
        String numbered = NAMED.matcher(statement.replaceAll("(?m)^--.*$", ""))
                .replaceAll(named -> Matcher.quoteReplacement("$" + number(names, named)));
        List<String> types =
                names.stream().map(name -> TYPES.getOrDefault(name, "varchar")).toList();
        List<String> given = names.stream()
                .map(name -> values.getOrDefault(name, VALUES.getOrDefault(name, "null")))
                .toList();
        return new Prepared("prepare hot" + list(types) + " as " + numbered, "execute hot" + list(given));
    }

    private static int number(List<String> names, MatchResult named) {
        if (!names.contains(named.group(1))) {
            names.add(named.group(1));
        }
        return names.indexOf(named.group(1)) + 1;
    }

    private static String list(List<String> values) {
        return values.isEmpty() ? "" : " (" + String.join(", ", values) + ")";
    }

    /** The lines that {@code explain}, or what is said instead, tells of its run. It is prepared for that alone. */
    List<String> explained(Connection connection, String explain) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(prepare);
            try {
                return lines(statement, explain);
            } finally {
                statement.execute("deallocate hot");
            }
        }
    }

    /** What {@code explain (analyze)} tells of a run with the plan that was made before something changed. */
    List<String> explainedAfter(Connection connection, Runnable change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(prepare);
            try {
                lines(statement, "explain");
                change.run();
                return lines(statement, "explain (analyze)");
            } finally {
                statement.execute("deallocate hot");
            }
        }
    }

    private List<String> lines(Statement statement, String explain) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(explain + " " + execute)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    /** How many pages all of the statement read, from {@code explain (analyze, buffers)}. */
    static int pages(List<String> plan) {
        return plan.stream()
                .map(PAGES::matcher)
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1))
                        + (found.group(2) == null ? 0 : Integer.parseInt(found.group(2))))
                .findFirst()
                .orElseThrow();
    }
}

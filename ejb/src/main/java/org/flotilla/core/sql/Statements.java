package org.flotilla.core.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of one feature for one database, written whole in a file that a DBA can read (decision 0002).
 *
 * <p>The file stands beside the class that uses it, in the folder of the database: {@code postgresql/queue.sql}. A line
 * {@code -- name: claim} begins the statement of that name, which goes to the next such line. Immutable.
 */
public final class Statements {

    private static final String NAME = "-- name:";

    private final String resource;
    private final Map<String, String> byName;

    private Statements(String resource, Map<String, String> byName) {
        this.resource = resource;
        this.byName = byName;
    }

    /** Reads {@code <dialect>/<file>} beside {@code owner}; fails if it is not there. */
    public static Statements load(Class<?> owner, Dialect dialect, String file) {
        String resource = dialect.folder() + "/" + file;
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No statements " + resource + " beside " + owner.getName());
            }
            return new Statements(resource, parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the named statement; fails if the file has none. */
    public String get(String name) {
        String sql = byName.get(name);
        if (sql == null) {
            throw new IllegalStateException("No statement '" + name + "' in " + resource);
        }
        return sql;
    }

    private static Map<String, String> parse(String text) {
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith(NAME)) {
                current = new StringBuilder();
                parts.put(line.substring(NAME.length()).strip(), current);
            } else if (!line.strip().startsWith("--")) {
                current.append(line).append('\n');
            }
        }
        Map<String, String> statements = new LinkedHashMap<>();
        parts.forEach((name, sql) -> statements.put(name, sql.toString().strip()));
        return statements;
    }
}

package org.flotilla.architecture.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file with statements or a migration.
 *
 * @param database the folder: {@code postgresql} or {@code sqlserver}
 * @param key the path without the database: the same file for the other database has the same key
 */
record SqlFile(String database, String key, String text) {

    private static final Path RESOURCES = Path.of(System.getProperty("basedir", ""), "src", "main", "resources");

    private static final String NAME = "-- name:";

    /** The statement files of all features. */
    static List<SqlFile> statements(String database) {
        return files("org/flotilla", ".*/sql/" + database + "/\\w+\\.sql", database);
    }

    /** The migrations, by version. */
    static List<SqlFile> migrations(String database) {
        return files("db/migration", "db/migration/" + database + "/.*", database);
    }

    /** The statements of all features, by file and name: those of both databases have the same keys. */
    static Map<String, Statement> byName(String database) {
        return statements(database).stream()
                .flatMap(file -> file.sections().stream())
                .collect(Collectors.toMap(each -> each.file().key() + " " + each.name(), each -> each));
    }

    private static List<SqlFile> files(String folder, String pattern, String database) {
        Path root = RESOURCES.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> path(file).matches(pattern))
                    .map(file -> read(file, database))
                    .sorted(Comparator.comparing(SqlFile::key))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(Path file) {
        return RESOURCES.relativize(file).toString().replace('\\', '/');
    }

    private static SqlFile read(Path file, String database) {
        try {
            String key = path(file).replace("/" + database + "/", "/");
            return new SqlFile(database, key, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The named sections. What stands before the first name belongs to none and may only be comment. */
    List<Statement> sections() {
        List<Statement> sections = new ArrayList<>();
        String name = "";
        StringBuilder sql = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith(NAME)) {
                sections.add(new Statement(this, name, sql.toString()));
                name = line.substring(NAME.length()).strip();
                sql.setLength(0);
            } else {
                sql.append(line).append('\n');
            }
        }
        sections.add(new Statement(this, name, sql.toString()));
        return sections.stream().filter(each -> !each.isNothing()).toList();
    }

    /** The migration as one text to review. */
    Statement whole() {
        return new Statement(this, "", text);
    }

    @Override
    public String toString() {
        return key + " for " + database;
    }
}

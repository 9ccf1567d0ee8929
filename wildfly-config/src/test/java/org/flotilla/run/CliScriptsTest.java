package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("O1 the CLI scripts")
class CliScriptsTest {

    private static final Path FOLDER = Path.of("src/main/cli");
    private static final String REMOVE = "-remove";
    /** A property of ours; those of the server stand behind two dollar signs, for the server to resolve. */
    private static final Pattern PROPERTY = Pattern.compile("(?<!\\$)\\$\\{([^}:$]+)}");

    private static final Pattern ADD = Pattern.compile("(/\\S+):add(\\(.*)?");
    private static final Pattern CLONE = Pattern.compile("/profile=\\S+:clone\\(to-profile=\"(\\S+)\"\\)");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(/\\S+):(?:write|undefine)-attribute\\(name=([a-z-]+).*\\)");

    static List<String> scripts() {
        return names().filter(name -> !name.endsWith(REMOVE)).toList();
    }

    /** Those that are for a fresh copy of the distribution say so in their heading. */
    static List<String> undoable() {
        return scripts().stream()
                .filter(name -> !text(name).contains("it has no twin"))
                .toList();
    }

    private static Stream<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cli"))
                    .map(name -> name.substring(0, name.length() - ".cli".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".cli"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> operations(String name) {
        return text(name)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("/"))
                .toList();
    }

    private static Set<String> declared() throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(FOLDER.resolve("flotilla.properties"))) {
            properties.load(in);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static Set<String> used() {
        return names().flatMap(name -> PROPERTY.matcher(text(name)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void properties_declaredAndUsed_areTheSame() throws IOException {
        assertThat(used()).isEqualTo(declared());
    }

    @Test
    void scripts_thatChangeAnExistingDomain_haveATwin() {
        assertThat(scripts()).hasSizeGreaterThan(20);
        assertThat(undoable())
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(FOLDER.resolve(name + REMOVE + ".cli")).exists());
        assertThat(scripts()).contains("00-trim");
        assertThat(undoable()).doesNotContain("00-trim");
    }

    @Test
    void twins_haveAScript() {
        assertThat(names().filter(name -> name.endsWith(REMOVE)))
                .allSatisfy(name -> assertThat(scripts()).contains(name.substring(0, name.length() - REMOVE.length())));
    }

    @ParameterizedTest
    @MethodSource("undoable")
    void additions_areRemovedByTheTwin(String script) {
        List<String> removal = operations(script + REMOVE);

        for (String operation : operations(script)) {
            Matcher add = ADD.matcher(operation);
            Matcher clone = CLONE.matcher(operation);
            if (add.matches()) {
                assertThat(removal).as(operation).anyMatch(line -> removes(line, add.group(1)));
            } else if (clone.matches()) {
                assertThat(removal).as(operation).contains("/profile=" + clone.group(1) + ":remove");
            }
        }
    }

    /** A resource goes with any of those above it. */
    private static boolean removes(String line, String address) {
        String suffix = ":remove";
        return line.endsWith(suffix)
                && (address + "/").startsWith(line.substring(0, line.length() - suffix.length()) + "/");
    }

    @ParameterizedTest
    @MethodSource("undoable")
    void changes_areUndoneByTheTwin(String script) {
        Set<String> undone = attributes(script + REMOVE);

        assertThat(undone).containsAll(attributes(script));
    }

    private static Set<String> attributes(String script) {
        return operations(script).stream()
                .map(ATTRIBUTE::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1) + " " + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void batches_areRun(String script) {
        for (String name : List.of(script, script + REMOVE)) {
            if (Files.exists(FOLDER.resolve(name + ".cli"))) {
                assertThat(lines(name, "batch")).as(name).isEqualTo(lines(name, "run-batch"));
                assertThat(lines(name, "if ")).as(name).isEqualTo(lines(name, "end-if"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"15-datasource-postgresql", "15-datasource-sqlserver"})
    @DisplayName("O2 a database host that vanishes does not hold its callers for ever")
    void datasources_doNotWaitForEver(String script) {
        assertThat(operations(script))
                .anyMatch(line ->
                        line.contains("/data-source=FlotillaDS/connection-properties=socketTimeout:add(value="));
    }

    private static long lines(String name, String beginning) {
        return text(name).lines().filter(line -> line.startsWith(beginning)).count();
    }
}

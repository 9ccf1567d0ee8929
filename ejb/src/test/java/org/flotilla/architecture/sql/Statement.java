package org.flotilla.architecture.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A named statement of a file, or a whole migration. */
record Statement(SqlFile file, String name, String sql) {

    private static final Pattern COMMENT_OR_LITERAL =
            Pattern.compile("--[^\n]*|/\\*.*?\\*/|n?'([^']|'')*'", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Not the second colon of a PostgreSQL cast. */
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z_]\\w*)");

    private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");

    /** In lower case on one line, without comments, with {@code ''} for each literal. */
    String bare() {
        String lower = sql.toLowerCase(Locale.ROOT);
        return COMMENT_OR_LITERAL
                .matcher(lower)
                .replaceAll(found -> isComment(found.group()) ? " " : "''")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The bare text outside all brackets. */
    String outside() {
        String text = bare();
        for (String before = ""; !before.equals(text); ) {
            before = text;
            text = INNERMOST.matcher(text).replaceAll(" ");
        }
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Nothing but comments. */
    boolean isNothing() {
        return bare().isEmpty();
    }

    /** As they are written, with their quotes and what marks them as national. */
    List<String> literals() {
        return COMMENT_OR_LITERAL
                .matcher(sql)
                .results()
                .map(MatchResult::group)
                .filter(found -> !isComment(found))
                .toList();
    }

    private static boolean isComment(String found) {
        return found.startsWith("--") || found.startsWith("/*");
    }

    Set<String> parameters() {
        String withoutLiterals = COMMENT_OR_LITERAL.matcher(sql).replaceAll(" ");
        return PARAMETER
                .matcher(withoutLiterals)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the server gets to see it: the driver turns named parameters into its own. */
    String asSent() {
        return PARAMETER.matcher(sql).replaceAll("@$1");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? file.toString() : name + " in " + file;
    }
}

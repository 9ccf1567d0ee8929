package org.flotilla.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures by account, direction and site, as RFC 4180 has it, in any language the same. At most 5,000 rows; the last one
 * then stands for the rest, and says for how many.
 */
final class CsvReport {

    static final int MOST = 5_000;

    private static final String HEADER = "period,from,to,account,direction,site,files,bytes,failed,under_way";

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final Pattern FORMULA =
            Pattern.compile("[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile(".*[\",;\\r\\n].*", Pattern.DOTALL);

    private final Report report;

    CsvReport(Report report) {
        this.report = report;
    }

    @Override
    public String toString() {
        List<Traffic> rows = report.rows();
        Stream<String> lines = rows.stream().limit(MOST).map(row -> line(row, row.incoming() ? "IN" : "OUT"));
        return Stream.concat(Stream.concat(Stream.of(HEADER), lines), rest(rows))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    private Stream<String> rest(List<Traffic> rows) {
        if (rows.size() <= MOST) {
            return Stream.empty();
        }
        List<Traffic> left = rows.subList(MOST, rows.size());
        Traffic sum = left.stream().reduce(Traffic::plus).orElseThrow();
        return Stream.of(line(sum.of("(" + left.size() + " more rows)", null), ""));
    }

    private String line(Traffic row, String direction) {
        return Stream.of(
                        report.period().label(),
                        report.period().from().toOffsetDateTime().toString(),
                        report.period().to().toOffsetDateTime().toString(),
                        row.account(),
                        direction,
                        row.site() == null ? "" : row.site(),
                        Long.toString(row.files()),
                        Long.toString(row.bytes()),
                        Long.toString(row.failed()),
                        Long.toString(row.underWay()))
                .map(CsvReport::field)
                .collect(Collectors.joining(","));
    }

    static String field(String text) {
        String guarded = FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(guarded).matches() ? "\"" + guarded.replace("\"", "\"\"") + "\"" : guarded;
    }
}

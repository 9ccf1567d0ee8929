package org.flotilla.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S3 the file of a report")
class CsvReportTest {

    private static final String DAY = "2026-11-24,2026-11-24T00:00+01:00,2026-11-25T00:00+01:00,";

    @Test
    void rows_areByAccountDirectionAndSite() {
        String csv = csv(new GivenReport()
                .out("zebra", "bank", 1, 10, 2)
                .in("acme", "bank", 5, 50)
                .in("acme", null, 7, 70)
                .in("acme", "bank", 1, 1)
                .out("acme", "bank", 3, 30, 0));

        assertThat(csv)
                .isEqualTo("period,from,to,account,direction,site,files,bytes,failed,under_way\r\n"
                        + DAY + "acme,IN,,7,70,0,0\r\n"
                        + DAY + "acme,IN,bank,6,51,0,0\r\n"
                        + DAY + "acme,OUT,bank,3,30,0,0\r\n"
                        + DAY + "zebra,OUT,bank,1,10,2,0\r\n");
    }

    @Test
    @DisplayName("S3 too many rows are cut, and the last one says how many more there are, with their sums")
    void tooManyRows_areOne() {
        GivenReport given = new GivenReport();
        for (int i = 0; i < CsvReport.MOST + 3; i++) {
            given.in("account-%05d".formatted(i), null, 1, 10);
        }

        assertThat(csv(given).lines()).hasSize(CsvReport.MOST + 2).endsWith(DAY + "(3 more rows),,,3,30,0,0");
    }

    @Test
    @DisplayName("S3 more accounts than are told apart are one, and no file is lost from the sums")
    void moreThanAreKept_areStillCounted() {
        GivenReport given = new GivenReport();
        for (int i = 0; i < 50_010; i++) {
            given.in("account-%05d".formatted(i), null, 1, 10);
        }

        Report report = given.report();

        assertThat(report.rows()).hasSize(50_001);
        assertThat(report.total(true).files()).isEqualTo(50_010);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"})
    @DisplayName("S3 no field is a formula")
    void formulas_areText(String text) {
        assertThat(CsvReport.field(text).replaceFirst("^\"", "")).startsWith("'" + text.charAt(0));
    }

    @Test
    void separatorsAndQuotes_areQuoted() {
        assertThat(CsvReport.field("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvReport.field("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(CsvReport.field("a\r\nb")).isEqualTo("\"a\r\nb\"");
        assertThat(CsvReport.field("=a,\"b\"")).isEqualTo("\"'=a,\"\"b\"\"\"");
        assertThat(CsvReport.field("größe €")).isEqualTo("größe €");
    }

    private static String csv(GivenReport given) {
        return new CsvReport(given.report()).toString();
    }
}

package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.flotilla.administrator.AdministratorRequest;
import org.flotilla.administrator.Role;
import org.flotilla.core.FlotillaException;
import org.flotilla.route.RouteRequest;
import org.flotilla.route.RouteStep;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleRequest;
import org.flotilla.site.Protocol;
import org.flotilla.site.SiteRequest;
import org.flotilla.web.problem.RequestRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U2 a request's body")
class RecordReaderTest {

    @Test
    void tooLarge_isRefusedBeforeItIsRead() {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>(Map.of("Content-Length", "200000000"));

        assertThatThrownBy(() ->
                        new RecordReader().readFrom(null, null, null, null, headers, InputStream.nullInputStream()))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        e -> assertThat(e.problem().status()).isEqualTo(413));
    }

    @Test
    void tooLargeWithoutSayingSo_isRefusedOnTheWay() {
        String text = "{\"name\":\"" + "x".repeat(RecordReader.MOST_BYTES) + "\"}";

        assertThatThrownBy(() -> read(text, SiteRequest.class))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        e -> assertThat(e.problem().code()).isEqualTo("CONTENT_TOO_LARGE"));
    }

    @Nested
    class Right {

        @Test
        void object_becomesTheRecord() {
            SiteRequest site = read("{\"name\":\"acme\",\"protocol\":\"SFTP\",\"port\":2222}", SiteRequest.class);
            assertThat(site.name()).isEqualTo("acme");
            assertThat(site.protocol()).isEqualTo(Protocol.SFTP);
            assertThat(site.port()).isEqualTo(2222);
            assertThat(site.password()).isNull();
        }

        @Test
        void nested_isReadToo() {
            RouteRequest route =
                    read("{\"enabled\":false,\"steps\":[{\"type\":\"PUSH\",\"site\":\"acme\"}]}", RouteRequest.class);
            assertThat(route.enabled()).isFalse();
            assertThat(route.steps()).containsExactly(new RouteStep(RouteStep.Type.PUSH, "acme", null));
        }

        @Test
        void set_isReadToo() {
            AdministratorRequest request = read("{\"roles\":[\"ADMIN\",\"ADMIN\"]}", AdministratorRequest.class);
            assertThat(request.roles()).containsExactly(Role.ADMIN);
        }

        @Test
        void texts_areReadByName() {
            ScheduleRequest schedule =
                    read("{\"kind\":\"CRON\",\"jobParameters\":{\"days\":\"30\"}}", ScheduleRequest.class);
            assertThat(schedule.kind()).isEqualTo(Schedule.Kind.CRON);
            assertThat(schedule.jobParameters()).containsExactly(Map.entry("days", "30"));
        }

        @Test
        void explicitNull_isAbsent() {
            assertThat(read("{\"port\":null}", SiteRequest.class).port()).isNull();
        }
    }

    @Nested
    class Wrong {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"hots\":\"x\"}|'hots'",
                    "{\"port\":\"22\"}|'port'",
                    "{\"port\":2.5}|'port'",
                    "{\"name\":7}|'name'",
                    "{\"protocol\":\"TELNET\"}|'protocol'",
                })
        void field_isNamed(String body, String name) {
            assertThatThrownBy(() -> read(body, SiteRequest.class))
                    .isInstanceOf(FlotillaException.class)
                    .hasMessageContaining(name);
        }

        @Test
        void textOfAMap_isNamedWithItsPlace() {
            assertThatThrownBy(() -> read("{\"jobParameters\":{\"days\":30}}", ScheduleRequest.class))
                    .hasMessageContaining("'jobParameters.days'");
        }

        @Test
        void nestedField_isNamedWithItsPlace() {
            assertThatThrownBy(() -> read("{\"steps\":[{\"type\":\"PUSH\"},{\"sight\":\"a\"}]}", RouteRequest.class))
                    .hasMessageContaining("'steps[1].sight'");
        }

        @Test
        void enabledAsText_isRefused() {
            assertThatThrownBy(() -> read("{\"enabled\":\"yes\"}", RouteRequest.class))
                    .hasMessageContaining("'enabled'");
        }

        @Test
        void malformed_isPlaced() {
            assertThatThrownBy(() -> read("{\"name\":\"acme\",\n \"port\" 22}", SiteRequest.class))
                    .isInstanceOf(FlotillaException.class)
                    .hasMessageContaining("line 2");
        }

        @ParameterizedTest
        @CsvSource({"[]", "''", "{", "nonsense", "{\"port\":1e99999999999}", "{\"port\":-}"})
        void noObject_isRefused(String body) {
            assertThatThrownBy(() -> read(body, SiteRequest.class)).isInstanceOf(FlotillaException.class);
        }

        @Test
        @DisplayName("U2 what is beyond the parser's limits is refused as well")
        void beyondTheParser_isRefused() {
            List<String> ports =
                    List.of("[".repeat(5_000) + "]".repeat(5_000), "9".repeat(5_000), "0." + "1".repeat(5_000));
            for (String port : ports) {
                assertThatThrownBy(() -> read("{\"port\":" + port + "}", SiteRequest.class))
                        .isInstanceOf(FlotillaException.class);
            }
        }

        @Test
        void unknownField_isAnsweredWithTheKnownOnes() {
            assertThatThrownBy(() -> read("{\"hots\":1}", SiteRequest.class))
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.remedy()).contains("hostKey"));
        }
    }

    private static <R> R read(String body, Class<R> type) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RecordInput.read(RecordReader.parse(new ByteArrayInputStream(bytes)), type);
    }
}

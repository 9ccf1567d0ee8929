package org.flotilla.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.EventRequest;
import org.flotilla.site.Protocol;
import org.flotilla.site.Site;
import org.flotilla.site.sftp.TestConnections;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("M1 a push on demand")
class StoredPushesTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final TestConnections sites = new TestConnections();
    private ArrivalFixture fixture;
    private StoredPushes pushes;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        fixture = new ArrivalFixture(DATABASE, root, new NodeClock());
        sites.put(new Site(
                "partner",
                Protocol.SFTP,
                "127.0.0.1",
                22,
                "user",
                true,
                false,
                "key",
                "/in",
                null,
                null,
                null,
                false,
                8,
                0));
        Files.write(fixture.file("/a.txt"), "text".getBytes(UTF_8));
        pushes = new StoredPushes(
                new FakeAccounts().with(ArrivalFixture.ACCOUNT, "secret"),
                sites,
                fixture.homes,
                fixture.contents,
                fixture.queue,
                fixture.store);
    }

    @AfterEach
    void close() {
        sites.close();
    }

    @Test
    void folder_isTakenOver() {
        pushes.submit(request("in/daily/"));

        assertThat(fixture.queue.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.attributes()).containsEntry("remoteFolder", "in/daily"));
    }

    @Test
    @DisplayName("Q7 the ordering key is the event's")
    void orderingKey_isTheEvents() {
        pushes.submit(new PushRequest(ArrivalFixture.ACCOUNT, "/a.txt", "partner", null, null, "k"));

        assertThat(fixture.queue.requests())
                .extracting(EventRequest::orderingKey)
                .containsExactly("k");
    }

    @Test
    void noFolder_isTheSites() {
        pushes.submit(request(null));

        assertThat(fixture.queue.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.attributes()).doesNotContainKey("remoteFolder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "/in/../../etc", "..", "/in\nput", "/in\u0000"})
    void folderThatLeadsElsewhere_isRefused(String folder) {
        ensureRefused(folder);
    }

    @Test
    void folderThatIsTooLong_isRefused() {
        ensureRefused("a".repeat(1001));
    }

    @ParameterizedTest
    @CsvSource({
        "'', k, idempotencyKey",
        "schedule:nightly:2026-11-25T02:00:00Z, k, idempotencyKey",
        "k, ' k', orderingKey"
    })
    @DisplayName("U2 a bad key is told by its field's name, also where the account, the site or the file is missing")
    void badKey_isToldFirst(String idempotencyKey, String orderingKey, String field) {
        assertThatThrownBy(() -> pushes.submit(
                        new PushRequest("nobody", "/missing.txt", "nowhere", null, idempotencyKey, orderingKey)))
                .isInstanceOfSatisfying(FlotillaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(failure.field()).contains(field);
                });
    }

    @Test
    @DisplayName("U2 a path out of the home is told by its field's name")
    void badPath_isNamed() {
        assertThatThrownBy(() -> pushes.submit(
                        new PushRequest(ArrivalFixture.ACCOUNT, "/../b.txt", "partner", null, null, null)))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        failure -> assertThat(failure.field()).contains("path"));
    }

    private void ensureRefused(String folder) {
        assertThatThrownBy(() -> pushes.submit(request(folder)))
                .isInstanceOfSatisfying(FlotillaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(failure.field()).contains("remoteFolder");
                });
        assertThat(fixture.queue.requests()).isEmpty();
    }

    private static PushRequest request(String folder) {
        return new PushRequest(ArrivalFixture.ACCOUNT, "/a.txt", "partner", folder, null, null);
    }
}

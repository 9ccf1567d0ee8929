package org.flotilla.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.Submitted;
import org.flotilla.queue.TaskType;
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
import org.junit.jupiter.params.provider.EnumSource;
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
        pushes.submit(request("in/daily/"), KeySpace.API);

        assertThat(fixture.queue.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.attributes()).containsEntry("remoteFolder", "in/daily"));
    }

    @Test
    @DisplayName("Q7 the ordering key is the event's")
    void orderingKey_isTheEvents() {
        pushes.submit(new PushRequest(ArrivalFixture.ACCOUNT, "/a.txt", "partner", null, null, "k"), KeySpace.API);

        assertThat(fixture.queue.requests())
                .extracting(EventRequest::orderingKey)
                .containsExactly("k");
    }

    @Test
    @DisplayName("Q7 priority and due date are the event's; without them it is a normal one, at once")
    void wishes_areTheEvents() {
        Instant due = Instant.now().plus(Duration.ofHours(1));
        pushes.submit(
                new PushRequest(ArrivalFixture.ACCOUNT, "/a.txt", "partner", null, null, null, 9, due), KeySpace.API);
        pushes.submit(request(null), KeySpace.API);

        assertThat(fixture.queue.requests()).extracting(EventRequest::priority).containsExactly(9, 5);
        assertThat(fixture.queue.requests()).extracting(EventRequest::dueAt).containsExactly(due, null);
    }

    @ParameterizedTest
    @EnumSource(KeySpace.class)
    @DisplayName(
            "Q7 an idempotency key from outside takes the place of no event of a route, a schedule or another sender")
    void innerKey_isTheSendersOwn(KeySpace keys) {
        String key = "route:1:to-partner:0";
        fixture.queue.submit(
                EventRequest.of(TaskType.PUSH, PushOrder.ACTION, CycleId.next()).withIdempotencyKey(key));

        Submitted submitted = pushes.submit(keyed("/a.txt", key), keys);

        assertThat(submitted.isNew()).isTrue();
        assertThat(fixture.queue.requests())
                .extracting(EventRequest::idempotencyKey)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Q7 a second push with the same idempotency key gives the first event, even if its file is gone")
    void sameKeyAgain_isTheFirst() {
        Submitted first = pushes.submit(keyed("/a.txt", "k"), KeySpace.API);

        assertThat(pushes.submit(keyed("/gone.txt", "k"), KeySpace.API)).isEqualTo(new Submitted(first.id(), false));
        assertThat(pushes.submit(keyed("/a.txt", "k"), KeySpace.JMS).isNew()).isTrue();
    }

    @Test
    @DisplayName("Q7 an idempotency key of 196 characters fits, a longer one is refused with what to do")
    void longKey_isRefused() {
        pushes.submit(keyed("/a.txt", "k".repeat(196)), KeySpace.API);

        assertThatThrownBy(() -> pushes.submit(keyed("/a.txt", "k".repeat(197)), KeySpace.API))
                .isInstanceOfSatisfying(FlotillaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(failure.field()).contains("idempotencyKey");
                })
                .hasMessageContaining("longer than 196");
    }

    @Test
    void noFolder_isTheSites() {
        pushes.submit(request(null), KeySpace.API);

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
    @CsvSource({"'', k, idempotencyKey", "' k', k, idempotencyKey", "k, ' k', orderingKey"})
    @DisplayName("U2 a bad key is told by its field's name, also where the account, the site or the file is missing")
    void badKey_isToldFirst(String idempotencyKey, String orderingKey, String field) {
        assertThatThrownBy(() -> pushes.submit(
                        new PushRequest("nobody", "/missing.txt", "nowhere", null, idempotencyKey, orderingKey),
                        KeySpace.API))
                .isInstanceOfSatisfying(FlotillaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(failure.field()).contains(field);
                });
    }

    @ParameterizedTest
    @CsvSource({"account", "site"})
    @DisplayName("U2 an account or a site with a control character is refused by its field's name")
    void controlCharacter_isRefused(String field) {
        String account = field.equals("account") ? "a\0" : ArrivalFixture.ACCOUNT;
        String site = field.equals("site") ? "a\0" : "partner";

        assertThatThrownBy(
                        () -> pushes.submit(new PushRequest(account, "/a.txt", site, null, null, null), KeySpace.API))
                .isInstanceOfSatisfying(FlotillaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(failure.field()).contains(field);
                })
                .hasMessageContaining("control character");
    }

    @Test
    @DisplayName("U2 a path out of the home is told by its field's name")
    void badPath_isNamed() {
        assertThatThrownBy(() -> pushes.submit(
                        new PushRequest(ArrivalFixture.ACCOUNT, "/../b.txt", "partner", null, null, null),
                        KeySpace.API))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        failure -> assertThat(failure.field()).contains("path"));
    }

    private void ensureRefused(String folder) {
        assertThatThrownBy(() -> pushes.submit(request(folder), KeySpace.API))
                .isInstanceOfSatisfying(FlotillaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(failure.field()).contains("remoteFolder");
                });
        assertThat(fixture.queue.requests()).isEmpty();
    }

    private static PushRequest keyed(String path, String idempotencyKey) {
        return new PushRequest(ArrivalFixture.ACCOUNT, path, "partner", null, idempotencyKey, null);
    }

    private static PushRequest request(String folder) {
        return new PushRequest(ArrivalFixture.ACCOUNT, "/a.txt", "partner", folder, null, null);
    }
}

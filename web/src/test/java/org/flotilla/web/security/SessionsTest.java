package org.flotilla.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flotilla.administrator.Administrator;
import org.flotilla.administrator.Role;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A4 a session")
class SessionsTest {

    private static final Administrator ADMINISTRATOR =
            new Administrator("ann", Set.of(Role.ADMIN), false, Instant.EPOCH, 1);

    private final List<String> calls = new ArrayList<>();
    private final HttpSession session = recording(HttpSession.class, null);
    private final HttpServletRequest request = recording(HttpServletRequest.class, session);

    private <T> T recording(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
                    return method.getReturnType().isInstance(answer) ? answer : null;
                }));
    }

    @Test
    @DisplayName("A4 gets another id and a longer life at the sign-in")
    void begin_changesTheIdThenLengthensTheLife() {
        new Sessions(null, new ManualClock()).begin(request, ADMINISTRATOR);

        assertThat(calls)
                .containsSubsequence(
                        "changeSessionId", "setMaxInactiveInterval 1800", "setAttribute " + SignedIn.class.getName());
    }

    @Test
    @DisplayName("A4 that nobody signed in to is soon forgotten")
    void ofNobody_livesFiveMinutes() throws IOException {
        assertThat(Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml")))
                .contains("<session-timeout>5</session-timeout>");
    }
}

package org.flotilla.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flotilla.administrator.AdministratorParameters;
import org.flotilla.test.SetParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A4 a sign-in")
class TransportTest {

    private final SetParameters parameters = new SetParameters();
    private final Transport transport =
            new Transport(parameters, binding -> Optional.of(new InetSocketAddress("0.0.0.0", 8543)));

    private final Map<String, Object> request = new HashMap<>(Map.of(
            "isSecure",
            false,
            "getRemoteAddr",
            "192.0.2.7",
            "getServerName",
            "node-2",
            "getRequestURI",
            "/flotilla/events.xhtml"));

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> request.get(
                        method.getName().equals("getHeader") ? "header " + arguments[0] : method.getName()));
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, 127.0.0.1, false",
        "NEVER, 192.0.2.7, false",
        "LOCAL, 127.0.0.1, true",
        "LOCAL, ::1, true",
        "LOCAL, 192.0.2.7, false",
        "LOCAL, localhost.example, false",
        "ALWAYS, 192.0.2.7, true"
    })
    @DisplayName("A4 in clear text is taken from where the parameter says")
    void inClearText_isTakenAsTheParameterSays(String value, String from, boolean good) {
        parameters.set(AdministratorParameters.CLEAR_TEXT, value);
        request.put("getRemoteAddr", from);

        assertThat(transport.isGoodFor(request())).isEqualTo(good);
    }

    @Test
    @DisplayName("A4 in clear text is not taken over a network unless somebody allowed it")
    void inClearText_byDefault_isTakenFromNoOtherMachine() {
        assertThat(transport.isGoodFor(request())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, 192.0.2.7", "Forwarded, for=192.0.2.7"})
    void throughAProxyOfThisMachine_isNotLocal(String header, String value) {
        request.put("getRemoteAddr", "127.0.0.1");
        request.put("header " + header, value);

        assertThat(transport.isGoodFor(request())).isFalse();
    }

    @Test
    void overTls_isAlwaysTaken() {
        parameters.set(AdministratorParameters.CLEAR_TEXT, "NEVER");
        request.put("isSecure", true);

        assertThat(transport.isGoodFor(request())).isTrue();
    }

    @Test
    void overTls_isTheSameAddressAtTheServersPort() {
        request.put("getQueryString", "state=DEAD");

        assertThat(transport.overTls(request())).contains("https://node-2:8543/flotilla/events.xhtml?state=DEAD");
    }

    @Test
    void overTls_atTheUsualPort_needsNone() {
        Transport usual = new Transport(parameters, binding -> Optional.of(new InetSocketAddress("0.0.0.0", 443)));

        assertThat(usual.overTls(request())).contains("https://node-2/flotilla/events.xhtml");
    }

    @Test
    void overTls_whereThereIsNone_isNowhere() {
        assertThat(new Transport(parameters, binding -> Optional.empty()).overTls(request()))
                .isEmpty();
    }
}

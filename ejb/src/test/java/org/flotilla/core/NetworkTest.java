package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A1 a network of addresses")
class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.77/24, 192.0.2.1, true",
        "192.0.2.0/23, 192.0.3.0, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 192.0.2.7, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::1, 2001:db8::1, true",
        "::/0, 192.0.2.7, false"
    })
    void holdsTheAddressesThatShareItsFirstBits(String network, String address, boolean held) {
        assertThat(Network.parseAll(network)).singleElement().returns(held, one -> one.contains(literal(address)));
    }

    @Test
    void aroundAClient_isWhatTheClientHas() {
        assertThat(Network.around(literal("192.0.2.7"))).hasToString("192.0.2.7/32");
        assertThat(Network.around(literal("2001:db8:1:2:3::9")))
                .isEqualTo(Network.around(literal("2001:db8:1:2:ffff::1")))
                .isNotEqualTo(Network.around(literal("2001:db8:1:3::9")))
                .hasToString("2001:db8:1:2:0:0:0:0/64");
    }

    @Test
    void several_areReadWithCommasBetween() {
        assertThat(Network.parseAll(" 192.0.2.0/24 ,2001:db8::/32,")).hasSize(2);
        assertThat(Network.parseAll("  ")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2.0/a",
                "192.0.2",
                "2001:db8::/129",
                "2001:db8:::1",
                "partner.example",
                "192.0.2.1 192.0.2.2"
            })
    void anythingElse_isRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Network.parseAll(text)).isInstanceOfSatisfying(FlotillaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refused.remedy()).contains("192.0.2.0/24");
        });
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

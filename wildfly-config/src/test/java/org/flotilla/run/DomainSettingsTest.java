package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("O1 settings of a domain")
class DomainSettingsTest {

    private final DomainSettings defaults = DomainSettings.defaults();

    @ParameterizedTest
    @CsvSource({"http, 8080", "https, 8443", "sftp, 2022", "ftps, 2121", "cluster, 7600", "management, 9990"})
    void defaults_ports_areTheFixedNumbers(String use, int port) {
        assertThat(defaults.port(use, 0)).isEqualTo(port);
    }

    @Test
    void port_ofTheThirdServer_isShiftedTwice() {
        assertThat(defaults.port("http", 2)).isEqualTo(8280);
    }

    @Test
    void with_knownName_changesOnlyTheCopy() {
        DomainSettings changed = defaults.with("flotilla.group", "other");

        assertThat(changed.get("flotilla.group")).isEqualTo("other");
        assertThat(defaults.get("flotilla.group")).isEqualTo("flotilla");
    }

    @Test
    void with_misspeltName_isRefused() {
        assertThatThrownBy(() -> defaults.with("flotilla.gruop", "other")).hasMessageContaining("flotilla.gruop");
    }

    @Test
    void get_unknownName_isRefused() {
        assertThatThrownBy(() -> defaults.get("flotilla.nothing")).hasMessageContaining("flotilla.nothing");
    }

    @Test
    void overriddenBy_takesWhatItKnowsAndIgnoresTheRest() {
        Properties properties = new Properties();
        properties.setProperty("flotilla.port.http", "18080");
        properties.setProperty("user.home", "/nowhere");

        DomainSettings overridden = defaults.overriddenBy(properties);

        assertThat(overridden.port("http", 0)).isEqualTo(18_080);
        assertThat(overridden.asMap()).doesNotContainKey("user.home").hasSameSizeAs(defaults.asMap());
    }

    @Test
    void port_thatIsNoNumber_saysWhichPropertyIsWrong() {
        DomainSettings wrong = defaults.with("flotilla.port.sftp", "ssh");

        assertThatThrownBy(() -> wrong.port("sftp", 0))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("-Dflotilla.port.sftp=ssh");
    }

    @ParameterizedTest
    @CsvSource({"jdbc:postgresql://db/flotilla, postgresql", "jdbc:sqlserver://db;databaseName=flotilla, sqlserver"})
    @DisplayName("O2 the database's product is told from its address")
    void vendor_ofKnownDatabase_namesTheScripts(String url, String vendor) {
        assertThat(defaults.with("flotilla.datasource.url", url).vendor()).isEqualTo(vendor);
    }

    @Test
    @DisplayName("O2 a database that is not supported is refused")
    void vendor_ofOtherDatabase_isRefused() {
        assertThatThrownBy(() -> defaults.with("flotilla.datasource.url", "jdbc:h2:mem:x")
                        .vendor())
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("jdbc:h2:mem:x");
    }

    @Test
    void clusterTls_unlessSwitchedOff_isOn() {
        assertThat(defaults.clusterTls()).isTrue();
        assertThat(defaults.with(DomainSettings.CLUSTER_TLS, "false").clusterTls())
                .isFalse();
    }
}

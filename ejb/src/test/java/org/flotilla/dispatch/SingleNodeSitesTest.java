package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.flotilla.config.ConfigurationChanged;
import org.flotilla.site.Protocol;
import org.flotilla.site.Site;
import org.flotilla.site.sftp.TestConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("K1, W4 the sites of a single node are in memory")
class SingleNodeSitesTest {

    private final TestConnections sites = new TestConnections();
    private final SingleNodeSites names = new SingleNodeSites(sites);

    @AfterEach
    void close() {
        sites.close();
    }

    @Test
    @DisplayName("K2 they are read again when configuration has changed, and not before")
    void changed_isReadAgain() {
        put("bank", true);
        put("other", false);
        assertThat(names.names()).containsExactly("bank");
        put("other", true);
        assertThat(names.names()).containsExactly("bank");
        names.configured(new ConfigurationChanged(2));
        assertThat(names.names()).containsExactlyInAnyOrder("bank", "other");
    }

    private void put(String name, boolean singleNode) {
        sites.put(new Site(
                name, Protocol.SFTP, "host", 22, "user", true, false, "key", "/", null, null, null, singleNode, 8, 1));
    }
}

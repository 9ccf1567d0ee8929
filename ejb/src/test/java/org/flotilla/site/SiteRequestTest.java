package org.flotilla.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SiteRequestTest {

    @Test
    @DisplayName("A3 a site's secrets are not in what may be logged")
    void toString_hasNoSecrets() {
        var request = new SiteRequest(
                "acme", Protocol.SFTP, "host", 22, "user", "s3cret", "PRIVATE", "key", "/in", null, null);

        assertThat(request.toString()).contains("acme", "host", "user").doesNotContain("s3cret", "PRIVATE");
    }
}

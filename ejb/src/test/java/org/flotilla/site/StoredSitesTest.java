package org.flotilla.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("T2 the stored sites")
class StoredSitesTest {
    private final StoredSites sites = new StoredSites();

    @BeforeEach
    void prepare() {
        sites.entities = (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, given) -> {
                    throw new IllegalStateException("asked the database for " + given[1]);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BANK", "bank\0", "bank\nroot", "../bank"})
    @DisplayName("U2 what can be no name is no site's, and never reaches the database")
    void strangeName_isNotFound(String name) {
        assertThat(sites.find(name)).isEmpty();
        assertThatThrownBy(() -> sites.of(name))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> sites.delete(name, 0, "ada"))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}

package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("O1 the scripts of the domain serve a standalone server too")
class StandaloneSetupTest {

    private final List<String> domain = Scripts.lines(Scripts.ofServers(DomainSettings.defaults()));

    @Test
    @DisplayName("O1 nothing that only a domain has is left in them")
    void scripts_nameNothingOfADomain() {
        assertThat(domain.stream().map(StandaloneSetup::outsideOfDomain))
                .noneMatch(line -> line.contains("/profile=")
                        || line.contains("/server-group=")
                        || line.startsWith("/host=")
                        || line.contains("jboss.domain."));
    }

    @Test
    @DisplayName("O1 what they set is the same")
    void scripts_setTheSame() {
        assertThat(StandaloneSetup.outsideOfDomain(
                        "/profile=${flotilla.profile}/subsystem=mail/mail-session=flotilla:add(from=\"a\")"))
                .isEqualTo("/subsystem=mail/mail-session=flotilla:add(from=\"a\")");
        assertThat(StandaloneSetup.outsideOfDomain(
                        "/server-group=${flotilla.group}/system-property=flotilla.storage:add(value=\"b\")"))
                .isEqualTo("/system-property=flotilla.storage:add(value=\"b\")");
    }

    @Test
    @DisplayName("O1 a domain runs them all, and those of its own before, by number")
    void domain_runsAllInOrder() {
        List<String> names = List.copyOf(Scripts.ofDomain(DomainSettings.defaults()));

        assertThat(names).isSorted().containsAll(Scripts.ofServers(DomainSettings.defaults()));
        assertThat(names).startsWith("00-trim", "01-subsystems", "02-example-database", "05-group", "06-servers");
    }
}

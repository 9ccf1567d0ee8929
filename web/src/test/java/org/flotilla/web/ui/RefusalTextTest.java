package org.flotilla.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Names;
import org.flotilla.queue.EventState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U1 refusals on pages in two languages")
class RefusalTextTest {

    private static final Pattern TOLD = Pattern.compile("\\.told\\(\\s*\"([a-zA-Z.]+)\"");

    private final ResourceBundle english = bundle(Locale.ENGLISH);
    private final ResourceBundle german = bundle(Locale.GERMAN);

    @Test
    @DisplayName("U1 one with a key is told in the reader's language, with what it is about, also beside a field")
    void withKey_isInTheReadersLanguage() {
        FlotillaException taken = Names.taken("account", "acme");

        assertThat(RefusalText.of(taken, german, Locale.GERMAN))
                .isEqualTo(new RefusalText("„acme“ gibt es schon.", "Wählen Sie einen anderen Namen."));
        assertThat(RefusalText.of(taken, english, Locale.ENGLISH))
                .isEqualTo(new RefusalText("The account 'acme' exists already.", "Choose another name."));
        assertThat(taken.field()).contains("name");
    }

    @Test
    @DisplayName("U1 the states of events are called as on the pages; what has such a name by chance is not")
    void states_areInTheReadersLanguage() {
        FlotillaException running =
                FlotillaException.invalid("No.", "Wait.").told("eventState", 7, EventState.RUNNING, "READY, FAILED");

        assertThat(RefusalText.of(running, german, Locale.GERMAN))
                .isEqualTo(new RefusalText(
                        "Das geht nicht: Der Zustand von Auftrag 7 ist „Läuft“.",
                        "Es ist für Aufträge in diesen Zuständen: Wartet, Neuer Versuch folgt."));
        FlotillaException cancelled = FlotillaException.invalid("No.", "Wait.")
                .told("eventTransition", 7, EventState.CANCELLED, EventState.SUSPENDED, "READY, FAILED");
        assertThat(RefusalText.of(cancelled, german, Locale.GERMAN))
                .isEqualTo(new RefusalText(
                        "Das geht nicht: Der Zustand von Auftrag 7 ist „Abgebrochen“ und kann nicht „Angehalten“ werden.",
                        "Es ist für Aufträge in diesen Zuständen: Wartet, Neuer Versuch folgt."));
        assertThat(RefusalText.of(FlotillaException.notFound("account", "READY"), german, Locale.GERMAN)
                        .what())
                .isEqualTo("„READY“ gibt es nicht.");
    }

    @Test
    @DisplayName("U1 one without is told as it is")
    void withoutKey_isTold() {
        assertThat(RefusalText.of(FlotillaException.invalid("No.", "Leave it."), german, Locale.GERMAN))
                .isEqualTo(new RefusalText("No.", "Leave it."));
    }

    @Test
    @DisplayName("U1 every key has its texts, and every text its key")
    void keys_haveTexts() throws IOException {
        Set<String> told = told();
        Set<String> texts = new TreeSet<>();
        told.forEach(key -> texts.addAll(Set.of("refused." + key, "refused." + key + ".remedy")));

        assertThat(told).contains("notFound", "stale", "eventState").hasSizeGreaterThan(30);
        assertThat(german.keySet().stream().filter(key -> key.startsWith("refused.")))
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    private static Set<String> told() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("../ejb/src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher found = TOLD.matcher(Files.readString(source));
                while (found.find()) {
                    keys.add(found.group(1));
                }
            }
        }
        return keys;
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("org.flotilla.web.ui.messages", locale);
    }
}

package org.flotilla.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U1 the texts of the pages")
class MessagesTest {

    private static final Pattern KEY = Pattern.compile("t\\['([a-zA-Z0-9.-]+)'\\][^.]");

    @Test
    @DisplayName("U1 are there in both languages, as far as pages name them")
    void texts_areThereInBothLanguages() throws IOException {
        Set<String> used = used();

        assertThat(used).contains("counts.normal").hasSizeGreaterThan(100);
        assertThat(keys("messages.properties")).containsAll(used);
        assertThat(keys("messages_de.properties")).containsAll(keys("messages.properties"));
    }

    private static Set<String> used() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(Path.of("src/main/webapp"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".xhtml")).toList()) {
                Matcher found = KEY.matcher(Files.readString(page));
                while (found.find()) {
                    keys.add(found.group(1));
                }
            }
        }
        return keys;
    }

    /** The file alone, without what the bundle would have from the other language. */
    private static Set<Object> keys(String file) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Outcome.class.getResourceAsStream(file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts.keySet();
    }
}

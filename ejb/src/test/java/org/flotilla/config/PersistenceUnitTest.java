package org.flotilla.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

class PersistenceUnitTest {

    private static final List<Class<? extends Annotation>> MAPPED =
            List.of(Entity.class, Embeddable.class, MappedSuperclass.class, Converter.class);

    @Test
    @DisplayName("O2 persistence.xml names every mapped class, for a second start of the unit does not search for them")
    void persistenceUnit_namesAllClasses() throws Exception {
        assertThat(named()).containsExactlyInAnyOrderElementsOf(mapped());
    }

    private static List<String> mapped() {
        return new ClassFileImporter()
                .importPath(Path.of(System.getProperty("basedir", ""), "target", "classes")).stream()
                        .filter(type -> MAPPED.stream().anyMatch(type::isAnnotatedWith))
                        .map(JavaClass::getName)
                        .toList();
    }

    private static List<String> named() throws Exception {
        try (InputStream in = PersistenceUnitTest.class.getResourceAsStream("/META-INF/persistence.xml")) {
            NodeList classes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("class");
            return IntStream.range(0, classes.getLength())
                    .mapToObj(index -> classes.item(index).getTextContent())
                    .toList();
        }
    }
}

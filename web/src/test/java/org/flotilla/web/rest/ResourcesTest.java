package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.flotilla.web.security.Roles;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("U2, A4 every operation of the API")
class ResourcesTest {

    @Test
    void areFound() {
        assertThat(operations().count()).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isDescribed(Method operation) {
        Operation description = operation.getAnnotation(Operation.class);
        assertThat(description).as(operation.toString()).isNotNull();
        assertThat(description.summary()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void thatChangesSomething_isClosedToAuditors(Method operation) {
        boolean own = operation.getAnnotation(Path.class) != null
                && operation.getAnnotation(Path.class).value().startsWith("self/");
        if (!operation.isAnnotationPresent(GET.class) && !own) {
            RolesAllowed allowed = operation.getAnnotation(RolesAllowed.class);
            assertThat(allowed).as(operation.toString()).isNotNull();
            assertThat(Set.of(allowed.value())).doesNotContain(Roles.AUDITOR);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void hasRoles(Method operation) {
        boolean closed = operation.isAnnotationPresent(RolesAllowed.class)
                || operation.getDeclaringClass().isAnnotationPresent(RolesAllowed.class);
        assertThat(closed).as(operation.toString()).isTrue();
    }

    static Stream<Method> operations() {
        return resources().stream()
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(mark -> mark.annotationType().isAnnotationPresent(HttpMethod.class)));
    }

    private static List<Class<?>> resources() {
        try (Stream<java.nio.file.Path> files = Files.list(java.nio.file.Path.of(RestApplication.class
                        .getResource("RestApplication.class")
                        .toURI())
                .getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Resource.class"))
                    .<Class<?>>map(ResourcesTest::load)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(RestApplication.class.getPackageName() + "." + file.replace(".class", ""));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}

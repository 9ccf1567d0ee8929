package org.flotilla.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U2 a problem")
class ProblemsTest {

    private static final String PATH = "/flotilla/api/v1/sites/acme";

    @Nested
    class OfWhatAPersonCanActOn {

        @ParameterizedTest
        @EnumSource(ErrorCode.class)
        void hasTheCodesStatus(ErrorCode code) {
            Problem problem = Problems.of(new FlotillaException(code, "It broke.", "Mend it."), PATH);
            assertThat(problem.status()).isEqualTo(code.httpStatus());
            assertThat(problem.code()).isEqualTo(code.name());
        }

        @Test
        void asJson_saysEverythingOfTheStandard() {
            JsonObject json = json(Problems.of(FlotillaException.notFound("site", "acme"), PATH));
            assertThat(json.getString("type")).isEqualTo("urn:flotilla:problem:not-found");
            assertThat(json.getString("title")).isEqualTo("Not found");
            assertThat(json.getInt("status")).isEqualTo(404);
            assertThat(json.getString("detail")).contains("acme");
            assertThat(json.getString("remedy")).isNotBlank();
            assertThat(json.getString("instance")).isEqualTo(PATH);
            assertThat(json).doesNotContainKeys("errorId", "field");
        }

        @Test
        @DisplayName("U2 it names the field that it is about")
        void aboutAField_namesIt() {
            FlotillaException refused = FlotillaException.invalid("The port is no number.", "Give one.")
                    .of("port");

            assertThat(json(Problems.of(new IllegalStateException("wrapped", refused), PATH))
                            .getString("field"))
                    .isEqualTo("port");
        }

        @Test
        void wrappedByAContainer_isFound() {
            Problem problem = Problems.of(
                    new IllegalStateException("wrapped", new RuntimeException(FlotillaException.notFound("site", "x"))),
                    PATH);
            assertThat(problem.status()).isEqualTo(404);
        }

        @Test
        void refusedByHttpItself_keepsItsStatus() {
            assertThat(Problems.of(new RequestRefused(428, "PRECONDITION_REQUIRED", "No.", "Send it."), PATH)
                            .status())
                    .isEqualTo(428);
        }
    }

    @Nested
    class OfADefect {

        private final Problem problem = Problems.of(new IllegalStateException("password of node-1 is hunter2"), PATH);

        @Test
        void is500WithAnIdForTheLog() {
            assertThat(problem.status()).isEqualTo(500);
            assertThat(problem.errorId()).isNotBlank();
            assertThat(problem.remedy()).contains(problem.errorId());
        }

        @Test
        void leaksNothing() {
            assertThat(problem.toJson(PATH)).doesNotContain("hunter2", "Exception", "java");
        }
    }

    private static JsonObject json(Problem problem) {
        return Json.createReader(new StringReader(problem.toJson(PATH))).readObject();
    }
}

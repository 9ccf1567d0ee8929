package org.flotilla.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.notify.NotificationParameters;
import org.flotilla.notify.mail.TestEmail;
import org.flotilla.test.SetParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S2, S3 parameters of a report are checked when its schedule is saved")
class ReportParametersCheckTest {

    private final SetParameters parameters =
            new SetParameters().set(NotificationParameters.EMAIL_TO, "ops@example.com");
    private final ReportParametersCheck check =
            new ReportParametersCheck(new ReportRecipients(TestEmail.addresses(), parameters));

    @Test
    void none_areNeeded() {
        assertThatCode(() -> check.check(Map.of())).doesNotThrowAnyException();
        ReportOrder order = ReportOrder.of(Map.of());
        assertThat(order).isEqualTo(new ReportOrder(ReportPeriod.Kind.DAY, ZoneId.of("UTC"), Locale.ENGLISH, ""));
    }

    @Test
    void all_areTaken() {
        assertThatCode(() -> check.check(Map.of(
                        "to", "a@example.com, b@example.com",
                        "timeZone", "Europe/Berlin",
                        "period", "WEEK",
                        "language", "de")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "timeZone, Mars/Olympus, There is no time zone 'Mars/Olympus'",
        "period, YEAR, 'YEAR' is no period",
        "period, day, 'day' is no period",
        "language, fr, There are no reports in 'fr'",
        "to, nobody, 'nobody' is no e-mail address",
        "recipients, a@example.com, has no parameter 'recipients'"
    })
    void wrongOne_isNamed(String name, String value, String message) {
        FlotillaException refusal =
                catchThrowableOfType(FlotillaException.class, () -> check.check(Map.of(name, value)));

        assertThat(refusal).hasMessageContaining(message);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(refusal.field()).contains("jobParameters." + name);
    }

    @Test
    void nobodyToTell_isRefused() {
        parameters.set(NotificationParameters.EMAIL_TO, "");

        FlotillaException refusal = catchThrowableOfType(FlotillaException.class, () -> check.check(Map.of()));

        assertThat(refusal).hasMessageContaining("would go to nobody");
        assertThat(refusal.remedy()).contains("Notification.email.to");
        assertThat(refusal.field()).contains("jobParameters.to");
    }
}

package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(screen, true, StandardCharsets.UTF_8), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        progress.breakSilence();
    }

    private List<String> lines() {
        return screen.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void say_carriesTheSecondsSinceTheStart() {
        nanos.addAndGet(Duration.ofMillis(12_900).toNanos());
        progress.say("up");

        assertThat(lines()).containsExactly("[  12 s] up");
    }

    @Test
    void brokenTerminal_stopsNobody() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int unused) {
                throw new NumberFormatException("0m");
            }
        };
        Progress unheard = new Progress(new PrintStream(broken, true, StandardCharsets.UTF_8), nanos::get);

        assertThatCode(() -> unheard.step("Stopping")).doesNotThrowAnyException();
    }

    @Test
    void step_inSilence_isRepeatedAfterFourSecondsOnly() {
        progress.step("Starting");
        pass(Duration.ofMillis(3_900));
        assertThat(lines()).hasSize(1);

        pass(Duration.ofMillis(200));
        assertThat(lines()).containsExactly("[   0 s] Starting", "[   4 s] ... Starting");
    }

    @Test
    void step_withDetail_repeatsThePresentDetail() {
        AtomicReference<String> detail = new AtomicReference<>("STARTING");
        progress.step("Waiting", detail::get);
        detail.set("STARTED");
        pass(Duration.ofSeconds(5));

        assertThat(lines()).last().isEqualTo("[   5 s] ... STARTED");
    }

    @Test
    void say_withinAStep_putsTheRepetitionOff() {
        progress.step("Waiting");
        pass(Duration.ofSeconds(3));
        progress.say("still there");
        pass(Duration.ofSeconds(3));

        assertThat(lines()).hasSize(2);
    }

    @Test
    void quiet_endsTheRepetition() {
        progress.step("Waiting");
        progress.quiet();
        pass(Duration.ofMinutes(1));

        assertThat(lines()).containsExactly("[   0 s] Waiting");
    }
}

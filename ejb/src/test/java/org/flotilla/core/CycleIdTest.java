package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("T7 ids of cycles")
class CycleIdTest {

    @RepeatedTest(20)
    @DisplayName("are UUIDs of version 7: by time, then random")
    void next_isUuidOfVersion7() {
        long before = Instant.now().toEpochMilli();
        UUID id = UUID.fromString(CycleId.next().value());
        long after = Instant.now().toEpochMilli();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
    }

    @Test
    @DisplayName("differ")
    void next_differs() {
        assertThat(Stream.generate(CycleId::next).limit(10_000).distinct()).hasSize(10_000);
    }
}

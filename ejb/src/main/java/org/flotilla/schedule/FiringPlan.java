package org.flotilla.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The firings of a schedule: its timing within its dates, and the jitter of each. Immutable; the same on every node. */
final class FiringPlan {

    private static final int MILLIS = 1000;

    private final Schedule schedule;
    private final Timing timing;
    private final ZoneId zone;

    private FiringPlan(Schedule schedule) {
        this.schedule = schedule;
        this.timing = Timing.of(schedule.kind(), schedule.expression(), schedule.timeZone());
        this.zone = ZoneId.of(schedule.timeZone());
    }

    static FiringPlan of(Schedule schedule) {
        return new FiringPlan(schedule);
    }

    /** The first firing of one that begins, or begins anew: later than now, if there is one within its dates. */
    Optional<Instant> first(Instant now) {
        Instant start = schedule.startsAt();
        if (start == null) {
            return withinEnd(timing.after(now));
        }
        if (schedule.kind() == Schedule.Kind.INTERVAL) {
            return withinEnd(start.isAfter(now) ? Optional.of(start) : timing.after(start, now));
        }
        Instant from = start.isAfter(now) ? start.minusMillis(1) : now;
        return withinEnd(timing.after(from));
    }

    /** The firing after one. */
    Optional<Instant> after(Instant firing) {
        return withinEnd(timing.after(firing));
    }

    /** The first firing after one that is also later than the moment. */
    Optional<Instant> after(Instant firing, Instant moment) {
        return withinEnd(timing.after(firing, moment));
    }

    /** So many firings, the first of them as given. */
    List<Instant> from(Optional<Instant> first, int count) {
        return Stream.iterate(first, Optional::isPresent, at -> at.flatMap(this::after))
                .limit(count)
                .map(Optional::orElseThrow)
                .toList();
    }

    /** When a firing is due: its moment and up to as many seconds as the jitter, by a digest of schedule and moment. */
    Instant due(Instant firing) {
        if (schedule.jitterSeconds() == 0) {
            return firing;
        }
        long digest = digest(schedule.name() + ":" + firing.toEpochMilli());
        return firing.plusMillis(Math.floorMod(digest, (long) schedule.jitterSeconds() * MILLIS + 1));
    }

    /** The day of a firing in the schedule's zone. */
    LocalDate day(Instant firing) {
        return LocalDate.ofInstant(firing, zone);
    }

    /** The last moment, to the second, of the day of a firing. */
    Instant endOfDay(Instant firing) {
        return day(firing).plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
    }

    /** The shortest time between any two of some firings in a row; empty if there are not two. */
    static Optional<Duration> shortestPause(List<Instant> firings) {
        return Stream.iterate(1, i -> i < firings.size(), i -> i + 1)
                .map(i -> Duration.between(firings.get(i - 1), firings.get(i)))
                .min(Duration::compareTo);
    }

    private Optional<Instant> withinEnd(Optional<Instant> firing) {
        return firing.filter(at -> schedule.endsAt() == null || !at.isAfter(schedule.endsAt()));
    }

    private static long digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

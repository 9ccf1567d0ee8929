package org.flotilla.web.ui;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.EventState;
import org.flotilla.transfer.Transfer;

/** Numbers and times as people read them, in the language of the page. */
@Named("fmt")
@ApplicationScoped
public class Format {

    private static final int UNIT = 1024;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final NodeClock clock;

    /** For CDI's proxy. */
    protected Format() {
        this(null);
    }

    @Inject
    public Format(NodeClock clock) {
        this.clock = clock;
    }

    /** The key of a state's name: an event that FAILED will be tried again, a transfer that FAILED has failed. */
    public String stateKey(Enum<?> state) {
        return keyOf(state);
    }

    static String keyOf(Enum<?> state) {
        return "state." + (state == EventState.FAILED ? "RETRYING" : state.name());
    }

    /** {@code 1.4 MiB}. */
    public String size(long bytes) {
        return size(bytes, locale());
    }

    static String size(long bytes, Locale locale) {
        double value = bytes;
        int unit = 0;
        while (value >= UNIT && unit < UNITS.length - 1) {
            value /= UNIT;
            unit++;
        }
        NumberFormat number = NumberFormat.getNumberInstance(locale);
        number.setMaximumFractionDigits(unit == 0 || value >= 100 ? 0 : 1);
        return number.format(value) + "\u00a0" + UNITS[unit];
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale()).format(number);
    }

    /** {@code PGP, PUSH}. */
    public String list(Collection<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }

    /** The moment in the server's zone; the page's script shows it in the reader's. */
    public String moment(Instant instant) {
        return instant == null ? "" : moment(instant, locale(), ZoneId.systemDefault());
    }

    static String moment(Instant instant, Locale locale, ZoneId zone) {
        ZonedDateTime moment = instant.atZone(zone);
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(moment)
                + "\u00a0"
                + DateTimeFormatter.ofPattern("z", locale).format(moment);
    }

    /** How long ago, by this node's clock: {@code 2 h 5 min}. */
    public String since(Instant instant) {
        return instant == null ? "" : span(Duration.between(instant, clock.now()), locale());
    }

    public String span(Duration duration) {
        return span(duration, locale());
    }

    /** The two greatest units; what is less than ten seconds with one decimal. */
    static String span(Duration duration, Locale locale) {
        Duration length = duration.isNegative() ? Duration.ZERO : duration;
        if (length.toDays() > 0) {
            return length.toDays() + "\u00a0d " + length.toHoursPart() + "\u00a0h";
        }
        if (length.toHours() > 0) {
            return length.toHours() + "\u00a0h " + length.toMinutesPart() + "\u00a0min";
        }
        if (length.toMinutes() > 0) {
            return length.toMinutes() + "\u00a0min " + length.toSecondsPart() + "\u00a0s";
        }
        return seconds(length, locale);
    }

    private static String seconds(Duration length, Locale locale) {
        NumberFormat number = NumberFormat.getNumberInstance(locale);
        number.setMaximumFractionDigits(length.toSeconds() < 10 ? 1 : 0);
        return number.format((double) length.toNanos() / NANOS_PER_SECOND) + "\u00a0s";
    }

    /** How long a transfer took. */
    public String took(Transfer transfer) {
        return transfer.endedAt() == null
                ? ""
                : span(Duration.between(transfer.startedAt(), transfer.endedAt()), locale());
    }

    /** How fast a transfer was; empty while it is under way, and for one too short to tell. */
    public String rate(Transfer transfer) {
        if (transfer.endedAt() == null) {
            return "";
        }
        long nanos = Duration.between(transfer.startedAt(), transfer.endedAt()).toNanos();
        long perSecond = nanos <= 0 ? 0 : (long) ((double) transfer.size() * NANOS_PER_SECOND / nanos);
        return perSecond == 0 ? "" : size(perSecond, locale()) + "/s";
    }

    private static Locale locale() {
        return FacesContext.getCurrentInstance().getViewRoot().getLocale();
    }
}

package org.flotilla.report;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The words, numbers and times of a report in one language: {@code texts.properties}. */
final class ReportTexts {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
    private static final double UNIT = 1000;
    private static final double WHOLE = 100;

    private final Locale language;
    private final ResourceBundle bundle;
    private final DateTimeFormatter time;

    ReportTexts(Locale language) {
        this.language = language;
        this.bundle = ResourceBundle.getBundle(
                "org.flotilla.report.texts", language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    }

    /** {@code en}. */
    String language() {
        return language.getLanguage();
    }

    String get(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), language).format(values);
    }

    String number(long number) {
        return NumberFormat.getIntegerInstance(language).format(number);
    }

    /** {@code 3.2 GB}, of 1000 MB each. */
    String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= UNIT && unit < UNITS.length - 1) {
            value /= UNIT;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMaximumFractionDigits(unit == 0 || value >= WHOLE ? 0 : 1);
        return format.format(value) + "\u00a0" + UNITS[unit];
    }

    String time(Instant moment, ZoneId zone) {
        return time.format(moment.atZone(zone));
    }

    String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(language)
                .format(date);
    }
}

package org.flotilla.web.ui;

import java.util.List;
import java.util.stream.IntStream;

/** A bar chart of a few figures, as the numbers that an SVG needs. */
public record Throughput(List<Bar> bars, long highest, long total) {

    static final int WIDTH = 600;
    static final int HEIGHT = 120;
    private static final int GAP = 3;
    private static final int LEAST_HEIGHT = 2;

    public Throughput {
        bars = List.copyOf(bars);
    }

    /** @param perMinute oldest first */
    static Throughput of(List<Long> perMinute) {
        long highest = perMinute.stream().mapToLong(Long::longValue).max().orElse(0);
        List<Bar> bars = IntStream.range(0, perMinute.size())
                .mapToObj(i -> bar(i, perMinute.get(i), perMinute.size(), highest))
                .toList();
        long total = perMinute.stream().mapToLong(Long::longValue).sum();
        return new Throughput(bars, highest, total);
    }

    private static Bar bar(int index, long count, int bars, long highest) {
        double step = (double) WIDTH / bars;
        long height = highest == 0 ? 0 : Math.round((double) count / highest * HEIGHT);
        long shown = count == 0 ? 1 : Math.max(LEAST_HEIGHT, height);
        return new Bar(
                Math.round(index * step), HEIGHT - shown, Math.round(step) - GAP, shown, count, bars - 1 - index);
    }

    /** @param minutesAgo 0 for the running minute */
    public record Bar(long x, long y, long width, long height, long count, int minutesAgo) {}
}

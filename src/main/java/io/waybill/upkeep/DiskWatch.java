package io.waybill.upkeep;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns long before a disk is full: once when it gets short of room, once more when it gets very short, and says when it
 * is well again. Safe for many threads.
 */
public final class DiskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final long MEGA = 1L << 20;
    private static final int VERY = 4;

    /** A tenth more than the limit, so that a disk that hovers there is not told again and again. */
    private static final double WELL_AGAIN = 1.1;

    private enum Level {
        WELL,
        SHORT,
        VERY_SHORT
    }

    /** One of the folders that are watched. */
    private static final class Place {
        final DiskTrend trend = new DiskTrend();
        Level level = Level.WELL;
        String sentence;
    }

    private final Map<Path, Place> places = new LinkedHashMap<>();
    private final DiskLimits limits;
    private final Function<Path, DiskSpace> space;
    private final LongSupplier nanoTime;

    /**
     * @param folders folders that may lie on disks of their own; those that do not exist yet are passed over
     * @param limits when a disk is short of room
     * @param space tells the room where a folder lies, {@link DiskSpace#of}
     * @param nanoTime a clock that never jumps
     */
    public DiskWatch(List<Path> folders, DiskLimits limits, Function<Path, DiskSpace> space, LongSupplier nanoTime) {
        folders.forEach(folder -> places.put(folder, new Place()));
        this.limits = limits;
        this.space = space;
        this.nanoTime = nanoTime;
    }

    /** Looks at every disk, and says what has changed. */
    public synchronized void look() {
        List<DiskSpace> seen = new ArrayList<>();
        for (Map.Entry<Path, Place> entry : places.entrySet()) {
            Path folder = entry.getKey();
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try {
                DiskSpace now = space.apply(folder);
                // two folders with the very same room are on one disk
                if (!seen.contains(now)) {
                    seen.add(now);
                    look(folder, entry.getValue(), now);
                }
            } catch (UncheckedIOException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    private void look(Path folder, Place place, DiskSpace now) {
        place.trend.add(nanoTime.getAsLong(), now.free());
        Duration full = place.trend.full();
        Level before = place.level;
        place.level = level(now, full, before);
        place.sentence = place.level == Level.WELL ? null : sentence(folder, now, full);
        if (place.level.compareTo(before) > 0) {
            LOG.warn("{}", place.sentence);
        } else if (place.level == Level.WELL && before != Level.WELL) {
            LOG.info("There is room again where {} lies: {} MB are free", folder, now.free() / MEGA);
        }
    }

    private Level level(DiskSpace now, Duration full, Level before) {
        double slack = before == Level.WELL ? 1 : WELL_AGAIN;
        boolean soonFull = full != null && full.compareTo(limits.fullWithin()) < 0;
        if (below(now, slack / VERY) || before == Level.VERY_SHORT && below(now, slack * slack / VERY)) {
            return Level.VERY_SHORT;
        }
        return below(now, slack) || soonFull ? Level.SHORT : Level.WELL;
    }

    private boolean below(DiskSpace now, double factor) {
        return now.free() < limits.bytes() * factor
                || now.free() < (double) now.total() * limits.percent() / 100 * factor;
    }

    private static String sentence(Path folder, DiskSpace now, Duration full) {
        return String.format(
                Locale.ROOT,
                "Only %,d MB (%d %%) are free where %s lies%s: make room before nothing can be accepted any more.",
                now.free() / MEGA,
                now.total() == 0 ? 0 : now.free() * 100 / now.total(),
                folder,
                full == null ? "" : ", and at the rate of the last hour it is full in " + hours(full));
    }

    private static String hours(Duration time) {
        return time.toHours() < 2 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
    }

    /** What is wrong as of now, a sentence for each disk; none when all is well. */
    public synchronized List<String> concerns() {
        look();
        return places.values().stream()
                .map(place -> place.sentence)
                .filter(sentence -> sentence != null)
                .toList();
    }
}

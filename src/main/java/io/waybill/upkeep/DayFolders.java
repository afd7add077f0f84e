package io.waybill.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Deletes what lies in folders that are named by days, file by file, and the folders that are empty then. */
final class DayFolders {
    /** Waits a moment, so that others get at the disk. */
    @FunctionalInterface
    interface Pause {
        void take() throws InterruptedException;
    }

    private static final int AT_A_TIME = 50;

    private final LocalDate before;
    private final Function<LocalDate, Set<Path>> kept;
    private final Pause pause;
    private int deleted;

    /**
     * @param before the first day that stays
     * @param kept the files of a day that stay all the same
     */
    DayFolders(LocalDate before, Function<LocalDate, Set<Path>> kept, Pause pause) {
        this.before = before;
        this.kept = kept;
        this.pause = pause;
    }

    /** Goes through {@code <root>/YYYY-MM-DD/}; gives how many files were deleted. */
    int named(Path root) throws IOException, InterruptedException {
        deleted = 0;
        for (Path folder : folders(root)) {
            day(folder, folder.getFileName().toString());
        }
        return deleted;
    }

    /** Goes through {@code <root>/YYYY/MM/DD/}; gives how many files were deleted. */
    int nested(Path root) throws IOException, InterruptedException {
        deleted = 0;
        for (Path year : folders(root)) {
            for (Path month : folders(year)) {
                for (Path day : folders(month)) {
                    day(day, year.getFileName() + "-" + month.getFileName() + "-" + day.getFileName());
                }
                deleteIfEmpty(month);
            }
            deleteIfEmpty(year);
        }
        return deleted;
    }

    private void day(Path folder, String name) throws IOException, InterruptedException {
        LocalDate day;
        try {
            day = LocalDate.parse(name);
        } catch (DateTimeException e) {
            // a folder of somebody else
            return;
        }
        if (day.isBefore(before)) {
            empty(folder, kept.apply(day));
        }
    }

    private void empty(Path folder, Set<Path> stay) throws IOException, InterruptedException {
        for (Path entry : list(folder)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                empty(entry, stay);
            } else if (!stay.contains(entry) && Files.deleteIfExists(entry)) {
                deleted++;
                if (deleted % AT_A_TIME == 0) {
                    pause.take();
                }
            }
        }
        deleteIfEmpty(folder);
    }

    private void deleteIfEmpty(Path folder) throws IOException {
        if (deleted == 0) {
            // only what has become empty by this
            return;
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // what stays, stays in its folder
        }
    }

    static List<Path> folders(Path parent) throws IOException {
        return list(parent).stream()
                .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}

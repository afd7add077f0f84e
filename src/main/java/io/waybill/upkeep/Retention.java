package io.waybill.upkeep;

import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.RetentionDesk;
import io.waybill.ledger.State;
import io.waybill.outcome.FiledPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what is older than the plan says, while nothing can come of it any more. A document of which an order is
 * open, in doubt, or failed so that it may be replayed, stays with everything that is filed of it, however old it is.
 *
 * <p>Files go by the day in their folder's name, and rows by themselves, so that neither needs the other: a crash in
 * between leaves what the next sweep finds. Where both are old enough the files go first; a receipt is never written
 * anew for that, because only a new outcome leads to that, and there is none to come. Everything is done in small steps
 * with pauses between them, so that neither the ledger's writer nor the disk is kept from what is due.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final RetentionPlan plan;
    private final Ledger ledger;
    private final Path data;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param zone the zone whose days name folders
     */
    public Retention(RetentionPlan plan, Ledger ledger, Path data, Clock clock, ZoneId zone) {
        this.plan = plan;
        this.ledger = ledger;
        this.data = data.toAbsolutePath().normalize();
        this.clock = clock;
        this.zone = zone;
    }

    /** Does all that is to be done now; what cannot be deleted is logged and tried again by the next sweep. */
    public void sweep() throws InterruptedException {
        try (RetentionDesk desk = ledger.retentionDesk()) {
            int accepted = plan.accepted() == null
                    ? 0
                    : folders(plan.accepted(), day -> documents(desk, day)).named(data.resolve("accepted"))
                            + contents(desk);
            int archive = plan.archive() == null
                    ? 0
                    : folders(plan.archive(), day -> archived(desk, day)).nested(data.resolve("archive"));
            int resolved = plan.resolved() == null ? 0 : resolved();
            long orders = plan.ledger() == null ? 0 : rows(desk);
            if (accepted + archive + resolved + orders > 0) {
                LOG.info(
                        "By their age {} document(s) of accepted/, {} of archive/, {} of errors/.resolved/ and {} order(s) of"
                                + " the ledger were deleted",
                        accepted,
                        archive,
                        resolved,
                        orders);
            }
        } catch (IOException | LedgerException e) {
            LOG.warn("What is old enough could not be deleted, trying again later: {}", e.toString());
        }
    }

    private DayFolders folders(Duration age, Function<LocalDate, Set<Path>> kept) {
        return new DayFolders(LocalDate.ofInstant(clock.instant().minus(age), zone), kept, Retention::pause);
    }

    private static Set<Path> documents(RetentionDesk desk, LocalDate day) {
        return desk.unsettled(day).stream()
                .map(FiledDocument::file)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Set<Path> archived(RetentionDesk desk, LocalDate day) {
        Set<Path> kept = new HashSet<>();
        for (FiledDocument document : desk.unsettled(day)) {
            kept.add(data.resolve(FiledPath.lines(document, State.CONFIRMED)));
            kept.add(data.resolve(FiledPath.results(document)));
        }
        return kept;
    }

    private int resolved() throws IOException, InterruptedException {
        int deleted = 0;
        for (Path state : DayFolders.folders(data.resolve("errors").resolve(".resolved"))) {
            deleted += folders(plan.resolved(), day -> Set.of()).nested(state);
        }
        return deleted;
    }

    /** Accepted documents that are no files. */
    private int contents(RetentionDesk desk) throws InterruptedException {
        LocalDate before = LocalDate.ofInstant(clock.instant().minus(plan.accepted()), zone);
        int deleted = 0;
        for (int step = desk.forgetContents(before); step > 0; step = desk.forgetContents(before)) {
            deleted += step;
            pause();
        }
        return deleted;
    }

    private long rows(RetentionDesk desk) throws InterruptedException {
        long deleted = 0;
        RetentionDesk.Step step = desk.first(clock.instant().minus(plan.ledger()));
        while (step != null) {
            deleted += step.deleted();
            step = desk.next(step);
            pause();
        }
        return deleted;
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(PAUSE.toMillis());
    }
}

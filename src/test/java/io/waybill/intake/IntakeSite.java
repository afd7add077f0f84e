package io.waybill.intake;

import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.ManualClock;
import io.waybill.ledger.State;
import io.waybill.ledger.Store;
import io.waybill.order.AccountKey;
import io.waybill.order.Leniency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Documents on a disk, a ledger, and what stands between them. */
public final class IntakeSite implements AutoCloseable {
    /** Its only account, as the ledger names it. */
    public static final AccountKey MAIN = new AccountKey("main", true);

    final Path folder;
    final ManualClock clock = new ManualClock(Instant.parse("2024-05-01T10:00:00Z"));
    final LedgerSite ledger;
    final DocumentFiles files;
    RandomGenerator random = new Random(5);
    Accounts accounts = accounts(MAIN);
    SpoolLeftovers leftovers;
    Mappings mappings = Mappings.NONE;

    /** Below that folder lie the data folder and the claimed files. */
    public IntakeSite(Path folder) {
        this.folder = folder;
        this.ledger = new LedgerSite(Store.SQLITE, folder.resolve("data"), clock);
        this.files = new DocumentFiles(ledger.data());
    }

    /** Copies, below that folder, what a crash at this moment would leave behind. */
    void crashed(Path copy) {
        // what is on its way into the ledger is committed then, and none of its files is being written
        Ledger.await(ledger.ledger().reading());
        Path data = ledger.data();
        Store.SQLITE.asIfCrashed(data, copy.resolve("data"));
        for (String name : List.of("spool", "accepted")) {
            try (Stream<Path> all = Files.walk(Files.createDirectories(data.resolve(name)))) {
                for (Path path : all.sorted().toList()) {
                    Path target =
                            copy.resolve("data").resolve(data.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(path, target);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Accounts accounts(AccountKey... keys) {
        Map<AccountKey, AccountSettings> settings = new LinkedHashMap<>();
        for (AccountKey key : keys) {
            settings.put(key, AccountSettings.of("https://shop.example", "login", "key"));
        }
        return Accounts.checked(settings);
    }

    IntakeTerms terms() {
        return new IntakeTerms(accounts, Leniency.NONE, mappings);
    }

    /** Has documents read by these mappings from now on. */
    public IntakeSite with(Mappings read) {
        mappings = read;
        return this;
    }

    /** The ledger below. */
    public LedgerSite ledger() {
        return ledger;
    }

    /** What the intake route calls {@code openDocument}. */
    public DocumentOpener opener() {
        if (leftovers != null) {
            leftovers.close();
        }
        try {
            leftovers = SpoolLeftovers.find(spool(), ledger.ledger());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DocumentOpener(spool(), leftovers, terms(), files, random, clock, ZoneOffset.UTC);
    }

    /** Where bodies that are no files lie. */
    Spool spool() {
        return new Spool(ledger.data(), random);
    }

    /** A claimed file of that name and content. */
    Claim claim(String reference, String name, String content) throws IOException {
        return claim(reference, name, content, false);
    }

    Claim claim(String reference, String name, String content, boolean early) throws IOException {
        Path file = folder.resolve("inbox/.waybill").resolve(reference).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return new Claim(reference, file, name, "folder", null, early, false, clock.instant());
    }

    void take(Claim claim) throws IOException {
        take(claim, random);
    }

    void take(Claim claim, RandomGenerator markers) throws IOException {
        new OrderDocument(claim, terms(), files, markers, ZoneOffset.UTC).acceptInto(ledger.ledger());
    }

    /** One JSON order on a line. */
    static String order(String ref) {
        return "{\"ref\":\"" + ref + "\",\"goods\":[{\"good_name\":\"course\"}],\"bill_email\":\"anna@example.com\"}\n";
    }

    /** As many of them. */
    static String orders(String prefix, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(order(prefix + i));
        }
        return text.toString();
    }

    /** Reference and state of each order, in the order of the ledger. */
    public List<String> states() {
        return ledger
                .rows("select c.ref, o.state from orders o join order_content c on c.order_id = o.id order by o.id")
                .stream()
                .map(row -> row.get(0) + " "
                        + State.of(((Number) row.get(1)).intValue()).label())
                .toList();
    }

    /** All files below the data folder that are neither the ledger's nor empty folders, by relative path. */
    List<String> kept() throws IOException {
        List<String> kept = new ArrayList<>();
        Path data = ledger.data();
        try (Stream<Path> all = Files.walk(data)) {
            all.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> !name.startsWith("ledger.db") && !name.equals("waybill.lock"))
                    .sorted()
                    .forEach(kept::add);
        }
        return kept;
    }

    @Override
    public void close() {
        if (leftovers != null) {
            leftovers.close();
        }
        ledger.close();
    }
}

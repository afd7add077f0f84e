package io.waybill.routes;

import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.delivery.Diagnosis;
import io.waybill.delivery.ReplyVerification;
import io.waybill.health.AccountHealth;
import io.waybill.health.Pauses;
import io.waybill.intake.DocumentFiles;
import io.waybill.intake.DocumentOpener;
import io.waybill.intake.IntakeTerms;
import io.waybill.intake.Spool;
import io.waybill.intake.SpoolLeftovers;
import io.waybill.intake.folder.ClaimStrategy;
import io.waybill.intake.folder.FolderSettings;
import io.waybill.intake.folder.PromptPolls;
import io.waybill.intake.folder.ReadyFilter;
import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.Draft;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.OpenDoubt;
import io.waybill.ledger.Resolution;
import io.waybill.ledger.Store;
import io.waybill.ledger.Verdicts;
import io.waybill.ledger.camel.Attempt;
import io.waybill.ledger.camel.LedgerConstants;
import io.waybill.ledger.camel.SendingLimits;
import io.waybill.order.AccountKey;
import io.waybill.rest.AccountOperations;
import io.waybill.rest.Interventions;
import io.waybill.rest.KeyOperations;
import io.waybill.rest.Operations;
import io.waybill.rest.OperationsServer;
import io.waybill.rest.PortTakenException;
import io.waybill.rest.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The beans that the routes name. Ledger and intake are the real ones; delivery does what an order's reference says,
 * and filing notes what it was given.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Stubs {
    static final List<Path> UNFINISHED = new CopyOnWriteArrayList<>();
    static final List<String> FILED = new CopyOnWriteArrayList<>();

    private static final String ORDER = "stub.order";

    private final AtomicLong invoices = new AtomicLong(1);

    @Bean(destroyMethod = "close")
    LedgerSite site(@Value("${waybill.data}") Path data) {
        return new LedgerSite(Store.SQLITE, data, Clock.systemUTC());
    }

    @Bean(destroyMethod = "")
    Ledger ledger(LedgerSite site) {
        return site.ledger();
    }

    @Bean
    SendingLimits limits() {
        return new SendingLimits() {
            @Override
            public Collection<AccountKey> accounts() {
                return List.of(Draft.MAIN);
            }

            @Override
            public int inFlight(AccountKey account) {
                return 2;
            }
        };
    }

    // ---- delivery

    @Bean
    Processor signing() {
        return exchange -> {
            DueOrder order = exchange.getMessage().getMandatoryBody(DueOrder.class);
            exchange.setProperty(ORDER, order);
            if (order.ref().startsWith("unsigned")) {
                throw new IllegalArgumentException("cannot be signed");
            }
            exchange.setProperty("orderApi", "direct:order-api");
        };
    }

    @Bean
    RouteBuilder orderApi() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:order-api").routeId("order-api").process(exchange -> {
                    exchange.getProperty(LedgerConstants.ATTEMPT, Attempt.class).begin();
                    if (exchange.getProperty(ORDER, DueOrder.class).ref().startsWith("cut")) {
                        throw new IOException("connection reset");
                    }
                    exchange.getMessage().setBody("reply");
                });
            }
        };
    }

    @Bean
    Processor verification() {
        return exchange -> {
            DueOrder order = exchange.getProperty(ORDER, DueOrder.class);
            Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            boolean begun =
                    exchange.getProperty(LedgerConstants.ATTEMPT, Attempt.class).begun();
            if (order.ref().startsWith("unverified")) {
                throw new IllegalStateException("a mistake in the verification");
            } else if (failure != null) {
                exchange.getMessage().setBody(begun ? Verdicts.inDoubt() : Verdicts.rejected(1));
            } else if (order.ref().startsWith("refused")) {
                exchange.getMessage().setBody(Verdicts.rejected(604));
            } else {
                exchange.getMessage().setBody(Verdicts.confirmed(invoices.getAndIncrement()));
                exchange.setProperty(ReplyVerification.CONFIRMED, true);
            }
        };
    }

    // ---- doubt

    /** Finds every order in doubt at the far end. */
    @Bean
    Processor resolver() {
        return exchange -> {
            DoubtBatch batch = exchange.getMessage().getMandatoryBody(DoubtBatch.class);
            Map<OpenDoubt, Resolution> resolutions = new HashMap<>();
            for (OpenDoubt doubt : batch.doubts()) {
                resolutions.put(doubt, new Resolution.Confirmed(invoices.getAndIncrement()));
            }
            exchange.getMessage()
                    .setBody(new DoubtFindings(
                            batch.account(), resolutions, batch.inTag(), batch.inComment(), null, null));
        };
    }

    // ---- intake

    @Bean
    Accounts accounts() {
        return Accounts.checked(Map.of(Draft.MAIN, AccountSettings.of("https://shop.example", "login", "key")));
    }

    @Bean
    DocumentOpener openDocument(@Value("${waybill.data}") Path data, Accounts accounts, Ledger ledger)
            throws IOException {
        Spool spool = new Spool(data, new Random(13));
        return new DocumentOpener(
                spool,
                SpoolLeftovers.find(spool, ledger),
                IntakeTerms.of(accounts),
                new DocumentFiles(data),
                new Random(11),
                Clock.systemUTC(),
                ZoneOffset.UTC);
    }

    @Bean
    FolderSettings folderSettings() {
        return new FolderSettings(FolderSettings.Ready.RENAME, null, null, null);
    }

    @Bean
    ReadyFilter readyFilter(FolderSettings settings) {
        return new ReadyFilter(settings, System::nanoTime);
    }

    @Bean(destroyMethod = "stop")
    PromptPolls promptPolls(
            @Value("${waybill.folder.inbox}") Path inbox, @Value("${waybill.folder.poll}") int pollMillis) {
        return new PromptPolls(inbox, pollMillis);
    }

    @Bean
    ClaimStrategy claimStrategy(@Value("${waybill.folder.inbox}") Path inbox, FolderSettings settings) {
        Random random = new Random(12);
        return new ClaimStrategy(inbox, settings, () -> DocumentOpener.newReference(random), UNFINISHED::add, Set.of());
    }

    // ---- outcome

    @Bean
    RecordingFiling archive() {
        return new RecordingFiling("archive", FILED);
    }

    @Bean
    RecordingFiling errorChannel() {
        return new RecordingFiling("errors", FILED);
    }

    @Bean
    RecordingFiling reports() {
        return new RecordingFiling("reports", FILED);
    }

    // ---- operations

    @Bean
    Token token() {
        return Token.random(new Random(13));
    }

    @Bean
    OperationsServer operationsServer(CamelContext camel, Token token) throws PortTakenException {
        return OperationsServer.start(camel, 0, token, null);
    }

    @Bean(destroyMethod = "close")
    Operations operations(Ledger ledger, Accounts accounts, @Value("${waybill.data}") Path data) {
        return new Operations(ledger, accounts, data, "test", Clock.systemUTC());
    }

    @Bean
    KeyOperations keyOperations(Ledger ledger) {
        return new KeyOperations(ledger.apiKeys(), null, Clock.systemUTC());
    }

    @Bean
    Interventions interventions(Ledger ledger, Accounts accounts) {
        return new Interventions(ledger, accounts, Clock.systemUTC());
    }

    @Bean(destroyMethod = "close")
    AccountHealth accountHealth(Ledger ledger, Accounts accounts) {
        return new AccountHealth(
                ledger,
                accounts,
                key -> accounts.of(key).orElseThrow(),
                account -> new Diagnosis(Diagnosis.Kind.WELL, 400, "It answers.", null),
                Pauses.STANDARD);
    }

    @Bean
    AccountOperations accountOperations(AccountHealth health, Ledger ledger) {
        return new AccountOperations(health, ledger);
    }
}

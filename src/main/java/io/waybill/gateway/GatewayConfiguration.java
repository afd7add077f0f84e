package io.waybill.gateway;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.delivery.AccountCheck;
import io.waybill.delivery.Backoff;
import io.waybill.delivery.DoubtResolver;
import io.waybill.delivery.DryRun;
import io.waybill.delivery.OrderApi;
import io.waybill.delivery.ReplyVerification;
import io.waybill.delivery.SigningProcessor;
import io.waybill.health.AccountHealth;
import io.waybill.health.CredentialsException;
import io.waybill.intake.DocumentFiles;
import io.waybill.intake.DocumentOpener;
import io.waybill.intake.IntakeTerms;
import io.waybill.intake.Spool;
import io.waybill.intake.SpoolLeftovers;
import io.waybill.intake.TableNaming;
import io.waybill.intake.folder.ClaimStrategy;
import io.waybill.intake.folder.InboxWatch;
import io.waybill.intake.folder.Leftovers;
import io.waybill.intake.folder.PromptPolls;
import io.waybill.intake.folder.ReadyFilter;
import io.waybill.intake.mail.MailSources;
import io.waybill.intake.mapping.Mappings;
import io.waybill.intake.sql.Drivers;
import io.waybill.intake.sql.SqlSources;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.PostgresSettings;
import io.waybill.ledger.RetryLimits;
import io.waybill.ledger.camel.SendingLimits;
import io.waybill.order.AccountKey;
import io.waybill.outcome.Archive;
import io.waybill.outcome.ErrorChannel;
import io.waybill.outcome.PositionOutcome;
import io.waybill.outcome.Rebuild;
import io.waybill.outcome.Reports;
import io.waybill.rest.AccountOperations;
import io.waybill.rest.Callers;
import io.waybill.rest.Contract;
import io.waybill.rest.Interventions;
import io.waybill.rest.KeyOperations;
import io.waybill.rest.Operations;
import io.waybill.rest.OperationsServer;
import io.waybill.rest.OrderQueries;
import io.waybill.rest.PortTakenException;
import io.waybill.rest.PostedAnswer;
import io.waybill.rest.PostedDocument;
import io.waybill.rest.RestServer;
import io.waybill.rest.RestSettings;
import io.waybill.rest.Token;
import io.waybill.rest.Waiting;
import io.waybill.upkeep.DiskSpace;
import io.waybill.upkeep.DiskWatch;
import io.waybill.upkeep.Retention;
import io.waybill.upkeep.RetentionPlan;
import io.waybill.upkeep.Upkeep;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** The beans of the gateway: those that the routes name, and what they are made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(Settings.class)
class GatewayConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayConfiguration.class);
    private static final Duration LOOK_AT_THE_INBOX = Duration.ofSeconds(15);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean(destroyMethod = "close")
    AccountBook accountBook(Settings settings) {
        return AccountBook.open(settings);
    }

    @Bean
    Accounts accounts(AccountBook book) {
        return book.accounts();
    }

    @Bean(destroyMethod = "close")
    Ledger ledger(Settings settings, Clock clock, RandomGenerator random) {
        IntToLongFunction delays =
                tries -> Backoff.STANDARD.delay(tries, random.nextDouble()).toMillis();
        RetryLimits limits = settings.retry().checked();
        PostgresSettings postgres = settings.ledger().checked();
        Ledger ledger = postgres == null
                ? Ledger.open(settings.data(), clock, delays, limits)
                : Ledger.open(postgres, ThisNode.name(), settings.data(), settings.shared(), clock, delays, limits);
        if (settings.afterRestore()) {
            RestoredLedger.take(ledger, settings.shared()).forEach(LOG::warn);
        }
        return ledger;
    }

    @Bean
    SendingLimits sendingLimits(Settings settings, Accounts accounts) {
        return new SendingLimits() {
            @Override
            public Collection<AccountKey> accounts() {
                // a dry run takes no order, so that none can be in doubt after it
                return settings.dryRun()
                        ? List.of()
                        : accounts.all().stream().map(Account::key).toList();
            }

            @Override
            public int inFlight(AccountKey account) {
                return accounts.of(account).orElseThrow().inFlight();
            }

            @Override
            public double perSecond(AccountKey account) {
                return accounts.of(account).orElseThrow().perSecond();
            }
        };
    }

    // ---- the folder source

    @Bean
    ReadyFilter readyFilter(Settings settings) {
        return new ReadyFilter(settings.folder().checked(), System::nanoTime);
    }

    @Bean(destroyMethod = "stop")
    PromptPolls promptPolls(Settings settings) {
        return new PromptPolls(settings.inbox(), settings.folder().poll());
    }

    @Bean(destroyMethod = "close")
    Leftovers leftovers(Settings settings) {
        return new Leftovers(settings.inbox());
    }

    @Bean
    ClaimStrategy claimStrategy(Settings settings, RandomGenerator random, Leftovers leftovers, Mappings mappings) {
        return new ClaimStrategy(
                settings.inbox(),
                settings.folder().checked(),
                () -> DocumentOpener.newReference(random),
                leftovers::again,
                mappings.names());
    }

    // ---- intake

    @Bean
    Mappings mappings(Settings settings, Accounts accounts) {
        return settings.mappings(accounts);
    }

    @Bean
    IntakeTerms intakeTerms(Settings settings, Accounts accounts, Mappings mappings) {
        return new IntakeTerms(accounts, settings.rules().leniency(), mappings);
    }

    @Bean
    Spool spool(Settings settings, RandomGenerator random) {
        return new Spool(settings.data(), random);
    }

    /** Made before the routes start: what lies in the spool then is of an earlier process. */
    @Bean(destroyMethod = "close")
    SpoolLeftovers spoolLeftovers(Spool spool, Ledger ledger) throws IOException {
        return SpoolLeftovers.find(spool, ledger);
    }

    @Bean
    DocumentOpener openDocument(
            Settings settings,
            Spool spool,
            SpoolLeftovers leftovers,
            IntakeTerms terms,
            RandomGenerator random,
            Clock clock) {
        return new DocumentOpener(
                spool, leftovers, terms, new DocumentFiles(settings.shared()), random, clock, ZoneId.systemDefault());
    }

    // ---- the databases

    @Bean(destroyMethod = "close")
    SqlSources sqlSources(Settings settings, Ledger ledger, Accounts accounts, Mappings mappings) {
        Drivers drivers = Drivers.in(settings.home().resolve("lib"));
        return new SqlSources(
                ConfiguredSql.checked(settings, accounts, mappings, drivers),
                ledger,
                mappings,
                drivers,
                ZoneId.systemDefault());
    }

    // ---- the mailboxes

    @Bean(destroyMethod = "close")
    MailSources mailSources(Settings settings, Ledger ledger, Accounts accounts, Mappings mappings) {
        return new MailSources(
                ConfiguredMail.checked(settings, accounts, mappings, ledger.clock()),
                ledger,
                settings.data(),
                settings.shared(),
                ZoneId.systemDefault());
    }

    // ---- delivery

    @Bean(destroyMethod = "close")
    OrderApi orderApi(CamelContext camel, Accounts accounts) {
        return new OrderApi(camel, accounts);
    }

    @Bean
    SigningProcessor signing(Accounts accounts, OrderApi orderApi) {
        return new SigningProcessor(accounts, orderApi);
    }

    @Bean
    ReplyVerification verification(Accounts accounts) {
        return new ReplyVerification(accounts);
    }

    // ---- doubt

    /** Closed before the routes are stopped, so that no question that hangs holds the stop up. */
    @Bean(destroyMethod = "close")
    DoubtResolver resolver(CamelContext camel, Accounts accounts, Ledger ledger) {
        DoubtResolver resolver = new DoubtResolver(accounts, ledger.clock());
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                resolver.close();
            }
        });
        return resolver;
    }

    // ---- the accounts' health

    @Bean(destroyMethod = "close")
    AccountHealth accountHealth(
            Settings settings,
            Ledger ledger,
            Accounts accounts,
            AccountBook book,
            ConfigurableEnvironment environment) {
        return new AccountHealth(
                ledger,
                accounts,
                key -> configuredNow(key, book.sandboxUrl(), environment),
                AccountCheck::of,
                settings.probe().checked());
    }

    private static Account configuredNow(AccountKey key, String sandboxUrl, ConfigurableEnvironment environment) {
        try {
            return AccountBook.read(SettingsReader.again(environment), sandboxUrl)
                    .of(key)
                    .orElseThrow(() -> new CredentialsException(
                            "account " + key.text() + " is not in the configuration any more: a restart takes that up",
                            null));
        } catch (ConfigurationMistakes e) {
            throw new CredentialsException(e.getMessage(), e);
        }
    }

    /** Null, which is no bean, unless the run is a dry one. */
    @Bean(destroyMethod = "close")
    DryRun dryRun(Settings settings, Ledger ledger, Accounts accounts) {
        return settings.dryRun() ? new DryRun(ledger, accounts, ledger.clock()) : null;
    }

    @Bean
    AccountOperations accountOperations(AccountHealth health, Ledger ledger) {
        return new AccountOperations(health, ledger);
    }

    // ---- outcome

    /** What an outcome file that somebody deleted or cut is told anew from. */
    private static Rebuild rebuild(Ledger ledger) {
        return (document, consumer) -> {
            try (FilingDesk desk = ledger.filingDesk()) {
                desk.filed(document, consumer);
            }
        };
    }

    @Bean
    Archive archive(Settings settings, Ledger ledger) {
        return new Archive(settings.shared(), rebuild(ledger));
    }

    @Bean
    ErrorChannel errorChannel(Settings settings, Ledger ledger) {
        return new ErrorChannel(settings.shared(), rebuild(ledger));
    }

    @Bean
    Reports reports(Settings settings, Ledger ledger, Mappings mappings) {
        return new Reports(
                settings.shared(),
                (document, order, limit) -> outcomes(ledger, document, order, limit),
                document -> TableNaming.of(mappings.named(
                                Ledger.await(ledger.place(document.reference())).mapping())
                        .orElse(null)));
    }

    private static List<PositionOutcome> outcomes(Ledger ledger, long document, long order, int limit) {
        try (FilingDesk desk = ledger.filingDesk()) {
            return desk.outcomes(document, order, limit).stream()
                    .map(row -> new PositionOutcome(
                            row.order(), row.position(), row.state(), row.billId(), row.reason(), row.superseded()))
                    .toList();
        }
    }

    // ---- upkeep

    @Bean
    InboxWatch inboxWatch(Settings settings) {
        return new InboxWatch(
                settings.inbox(), settings.folder().checked(), settings.folder().untakenAfter(), System::nanoTime);
    }

    @Bean
    DiskWatch diskWatch(Settings settings) {
        return new DiskWatch(
                List.of(settings.data(), settings.shared().resolve("archive"), settings.inbox()),
                settings.disk().checked(),
                DiskSpace::of,
                System::nanoTime);
    }

    @Bean(destroyMethod = "close")
    Upkeep upkeep(Settings settings, Ledger ledger, Clock clock, DiskWatch diskWatch, InboxWatch inboxWatch) {
        Upkeep upkeep = new Upkeep();
        upkeep.every(Duration.ofMinutes(1), Duration.ZERO, diskWatch::look);
        upkeep.every(LOOK_AT_THE_INBOX, Duration.ZERO, inboxWatch::look);
        RetentionPlan plan = settings.retention().checked();
        if (plan.any()) {
            Retention retention = new Retention(plan, ledger, settings.shared(), clock, ZoneId.systemDefault());
            upkeep.every(Duration.ofHours(1), Duration.ofMinutes(1), () -> {
                if (ledger.leads()) {
                    retention.sweep();
                }
            });
        }
        return upkeep;
    }

    // ---- what operators ask

    @Bean
    Token operationsToken() {
        return Token.random(new SecureRandom());
    }

    @Bean
    OperationsServer operationsServer(
            CamelContext camel, Settings settings, Token token, ObjectProvider<RestServer> rest) {
        try {
            return OperationsServer.start(camel, settings.http().checkedPort(), token, rest.getIfAvailable());
        } catch (PortTakenException e) {
            Integer restPort = settings.rest().port();
            String key = restPort != null && restPort == e.port() ? "waybill.rest.port: " : "waybill.http.port: ";
            throw new ConfigurationMistakes(List.of(
                    key + e.getMessage() + "; end what listens there, choose another port, or 0 for any free one."));
        }
    }

    @Bean(destroyMethod = "close")
    Operations operations(
            Settings settings,
            Ledger ledger,
            Accounts accounts,
            DiskWatch diskWatch,
            InboxWatch inboxWatch,
            SqlSources sqlSources,
            MailSources mailSources) {
        return new Operations(
                ledger,
                accounts,
                settings.data(),
                Version.text(),
                ledger.clock(),
                () -> Stream.of(
                                unwritten(ledger),
                                diskWatch.concerns(),
                                inboxWatch.concerns(),
                                sqlSources.concerns(),
                                mailSources.concerns())
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<String> unwritten(Ledger ledger) {
        return ledger.outage()
                .map(why -> List.of("The ledger cannot be written (" + why
                        + "): nothing is accepted and nothing is sent" + " until it can, and nothing is lost"))
                .orElse(List.of());
    }

    @Bean
    Interventions interventions(Ledger ledger, Accounts accounts, Clock clock) {
        return new Interventions(ledger, accounts, clock);
    }

    // ---- the REST API; without a port each of these is null, which is no bean

    @Bean(destroyMethod = "close")
    RestServer restServer(Settings settings, Ledger ledger, Spool spool) {
        RestSettings rest = settings.rest().checked();
        return rest == null
                ? null
                : new RestServer(
                        rest,
                        callers(rest, ledger),
                        spool,
                        () -> ledger.outage().isEmpty());
    }

    private static Callers callers(RestSettings rest, Ledger ledger) {
        Callers callers = new Callers(ledger.apiKeys(), rest.rate(), System::nanoTime);
        callers.start();
        return callers;
    }

    @Bean
    KeyOperations keyOperations(Ledger ledger, ObjectProvider<RestServer> rest, Clock clock) {
        RestServer server = rest.getIfAvailable();
        return new KeyOperations(ledger.apiKeys(), server == null ? null : server.callers(), clock);
    }

    @Bean
    PostedDocument postedDocument(Settings settings, Mappings mappings) {
        return settings.rest().port() == null
                ? null
                : new PostedDocument(mappings, settings.rest().maxWait());
    }

    /** Ended before the routes are stopped, so that nobody who waits holds the stop up. */
    @Bean(destroyMethod = "close")
    Waiting waiting(CamelContext camel, Settings settings, Ledger ledger) {
        if (settings.rest().port() == null) {
            return null;
        }
        Waiting waiting = new Waiting(ledger);
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                waiting.close();
            }
        });
        return waiting;
    }

    @Bean
    PostedAnswer postedAnswer(
            Settings settings, Ledger ledger, ObjectProvider<Waiting> waiting, ObjectProvider<RestServer> rest) {
        RestServer server = rest.getIfAvailable();
        return server == null
                ? null
                : new PostedAnswer(ledger, waiting.getObject(), settings.rest().maxWait(), server);
    }

    @Bean(destroyMethod = "close")
    OrderQueries orderQueries(Settings settings, Ledger ledger) {
        return settings.rest().port() == null ? null : new OrderQueries(ledger, ledger.clock());
    }

    @Bean
    Contract contract(Settings settings) {
        return settings.rest().port() == null ? null : new Contract();
    }
}

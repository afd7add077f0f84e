package io.waybill.gateway;

import io.waybill.account.Accounts;
import io.waybill.intake.LostDocuments;
import io.waybill.intake.Spool;
import io.waybill.intake.SpoolLeftovers;
import io.waybill.intake.folder.ClaimStrategy;
import io.waybill.intake.folder.Leftovers;
import io.waybill.intake.mail.MailSources;
import io.waybill.intake.mapping.Mappings;
import io.waybill.intake.sql.SqlSources;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Pause;
import io.waybill.ledger.PostgresSettings;
import io.waybill.rest.GatewayFile;
import io.waybill.rest.OperationsServer;
import io.waybill.rest.RestServer;
import io.waybill.rest.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running gateway. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration LOOK_FOR_LATE_TARGETS = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_LEFTOVERS = Duration.ofSeconds(2);

    private final ConfigurableApplicationContext context;
    private final ScheduledExecutorService timer;

    private Gateway(ConfigurableApplicationContext context, ScheduledExecutorService timer) {
        this.context = context;
        this.timer = timer;
    }

    /**
     * Starts a gateway; when this returns, files are taken and orders are sent.
     *
     * @param config the folder of the configuration, or null for the built-in defaults alone
     * @param overrides keys that stand above it, such as {@code waybill.data}
     * @throws ConfigurationMistakes if the configuration cannot be used
     */
    public static Gateway start(Path config, Map<String, String> overrides) {
        String[] arguments = SettingsReader.arguments(config, overrides);
        ConfigurableApplicationContext context;
        quiet("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
        quiet("org.springframework.boot.SpringApplication");
        try {
            context = new SpringApplicationBuilder(GatewayConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .run(arguments);
        } catch (RuntimeException e) {
            throw StartFailure.explained(e);
        }
        return started(context);
    }

    /** Spring reports a failed start at length, and quotes values, keys among them; we say it in a sentence. */
    private static void quiet(String logger) {
        if (LoggerFactory.getLogger(logger) instanceof ch.qos.logback.classic.Logger spring) {
            spring.setLevel(ch.qos.logback.classic.Level.OFF);
        }
    }

    private static Gateway started(ConfigurableApplicationContext context) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "late-targets");
            thread.setDaemon(true);
            return thread;
        });
        Gateway gateway = new Gateway(context, timer);
        try {
            gateway.goOn();
            return gateway;
        } catch (RuntimeException | Error e) {
            gateway.close();
            throw e;
        }
    }

    /** Takes up what an earlier process left, opens the doors that open last, and tells that it is there. */
    private void goOn() {
        Settings settings = context.getBean(Settings.class);
        CamelContext camel = context.getBean(CamelContext.class);
        camel.getShutdownStrategy().setTimeout(settings.stopTimeout().toSeconds());
        try {
            for (String folder : accountFolders()) {
                Files.createDirectories(settings.inbox().resolve(folder));
            }
            Leftovers leftovers = context.getBean(Leftovers.class);
            ClaimStrategy claims = context.getBean(ClaimStrategy.class);
            if (ledger().isShared()) {
                leftovers.share(camel, claims, LOOK_FOR_LEFTOVERS);
            } else {
                leftovers.start(camel, claims);
            }
            context.getBean(SpoolLeftovers.class).start(camel);
            if (!ledger().isShared()) {
                // else it may be another gateway that reads them
                LostDocuments.find(ledger(), this::heldDocuments).forEach(LOG::warn);
            }
        } catch (IOException e) {
            throw new ConfigurationMistakes(
                    List.of("waybill.folder.inbox: " + settings.inbox() + " cannot be read (" + e + ")."));
        }
        try {
            context.getBean(SqlSources.class).start(camel);
        } catch (IllegalStateException e) {
            throw new ConfigurationMistakes(List.of("waybill.sql: " + e.getMessage() + "."));
        }
        try {
            context.getBean(MailSources.class).start(camel);
        } catch (IllegalStateException e) {
            throw new ConfigurationMistakes(List.of("waybill.mail: " + e.getMessage() + "."));
        }
        timer.scheduleWithFixedDelay(
                () -> ledger().dropUnknownTargets(settings.dependencyTimeout()),
                LOOK_FOR_LATE_TARGETS.toMillis(),
                LOOK_FOR_LATE_TARGETS.toMillis(),
                TimeUnit.MILLISECONDS);
        announce();
        describe().forEach(LOG::info);
        warnings().forEach(LOG::warn);
    }

    private Set<String> heldDocuments() throws IOException {
        Set<String> held = new HashSet<>(context.getBean(Leftovers.class).references());
        held.addAll(context.getBean(Spool.class).references());
        return held;
    }

    /** Tells the command line where this gateway is. */
    private void announce() {
        GatewayFile file = new GatewayFile(
                context.getBean(OperationsServer.class).address(),
                ProcessHandle.current().pid(),
                Version.text(),
                context.getBean(Token.class).text());
        try {
            file.write(data());
        } catch (IOException e) {
            throw new ConfigurationMistakes(List.of("waybill.data: " + data() + " cannot be written (" + e + ")."));
        }
    }

    private List<String> accountFolders() {
        List<String> names =
                accounts().all().stream().map(account -> account.key().name()).toList();
        return names.size() > 1 ? names : List.of();
    }

    /** What runs: version, accounts (keys never), folders, addresses; a line each. */
    public List<String> describe() {
        Settings settings = context.getBean(Settings.class);
        AccountBook book = context.getBean(AccountBook.class);
        List<String> lines = new ArrayList<>();
        lines.add("Waybill " + Version.text() + " is ready");
        for (String account : book.accounts().description().split("\n")) {
            lines.add("  account  " + account);
        }
        lines.add("  inbox    " + settings.inbox() + " (a file is taken when "
                + switch (settings.folder().checked().ready()) {
                    case SETTLED ->
                        "it has stood still for "
                                + settings.folder().checked().settle().toMillis() + " ms";
                    case RENAME -> "it appears";
                    case DONE_FILE -> "<name>.done appears";
                }
                + ")");
        for (String mapping : context.getBean(Mappings.class).names()) {
            lines.add("  mapping  " + mapping + ", for files in "
                    + settings.inbox().resolve(mapping));
        }
        for (String source : context.getBean(SqlSources.class).description()) {
            lines.add("  sql      " + source);
        }
        for (String mailbox : context.getBean(MailSources.class).description()) {
            lines.add("  mail     " + mailbox);
        }
        lines.add("  archive  " + settings.shared().resolve("archive"));
        lines.add("  errors   " + settings.shared().resolve("errors"));
        lines.add("  ledger   " + ledgerLine(settings));
        lines.add("  routes   " + settings.routes());
        lines.add(
                "  api      " + context.getBean(OperationsServer.class).address() + "/ops (./waybill status asks it)");
        context.getBeanProvider(RestServer.class).ifAvailable(rest -> lines.add("  rest     " + rest.description()));
        if (book.sandboxUrl() != null) {
            lines.add("  sandbox  " + book.sandboxUrl() + "/sandbox/orders (nothing leaves this machine)");
        }
        return lines;
    }

    private String ledgerLine(Settings settings) {
        PostgresSettings postgres = settings.ledger().checked();
        if (postgres == null) {
            return settings.data().resolve("ledger.db").toString();
        }
        int nodes = ledger().nodes();
        return postgres + (nodes == 1 ? " (no other gateway is at work on it)" : " (" + nodes + " gateways share it)");
    }

    /** Why orders may lie although nothing is wrong, a line each. */
    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (context.getBean(Settings.class).dryRun()) {
            warnings.add("This is a dry run: what would be sent is logged, and nothing is sent");
        }
        if (ledger().isShared() && context.getBean(AccountBook.class).sandboxUrl() != null) {
            warnings.add("The sandbox is this process's own, and other gateways on this ledger have another: for all of"
                    + " them start ./waybill sandbox, and name its address in place of sandbox:");
        }
        Pause pause = Ledger.await(ledger().accounts().paused());
        if (pause != null) {
            warnings.add("Nothing is sent: " + pause.who() + " paused the gateway at " + pause.at()
                    + "; ./waybill resume ends that");
        }
        return warnings;
    }

    /** The gateway's ledger. */
    public Ledger ledger() {
        return context.getBean(Ledger.class);
    }

    /** The gateway's accounts. */
    public Accounts accounts() {
        return context.getBean(Accounts.class);
    }

    /** The folder that is polled. */
    public Path inbox() {
        return context.getBean(Settings.class).inbox();
    }

    /** The data folder. */
    public Path data() {
        return context.getBean(Settings.class).data();
    }

    /** Stops: nothing more is taken, what is on the wire is waited for, what is settled is filed if it can be. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            // while the data folder is still ours: later it might be the next gateway's
            GatewayFile.remove(data());
        } catch (IOException e) {
            LOG.warn("The file by which ./waybill status finds this gateway could not be removed: {}", e.toString());
        }
        context.close();
    }
}

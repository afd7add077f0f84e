package io.waybill.rest;

import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.delivery.Diagnosis;
import io.waybill.health.AccountHealth;
import io.waybill.health.Pauses;
import io.waybill.ledger.Draft;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The operators' API as it is shipped, route file and server, over a real ledger; no gateway around it. */
public final class ApiSite implements AutoCloseable {
    private final LedgerSite site;
    private final Operations operations;
    private final AccountHealth health;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Diagnosis diagnosis = new Diagnosis(Diagnosis.Kind.WELL, 400, "It answers.", null);
    private final CamelContext camel = new DefaultCamelContext();
    private final Token token = Token.random(new Random());
    private final OperationsServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Starts it on that data folder. */
    public ApiSite(Path data) throws Exception {
        site = new LedgerSite(Store.SQLITE, data, Clock.systemUTC());
        Accounts accounts =
                Accounts.checked(Map.of(Draft.MAIN, AccountSettings.of("http://127.0.0.1:9", "login", "key")));
        operations = new Operations(site.ledger(), accounts, data, "test", Clock.systemUTC());
        health = new AccountHealth(
                site.ledger(),
                accounts,
                key -> accounts.of(key).orElseThrow(),
                account -> {
                    asked.incrementAndGet();
                    return diagnosis;
                },
                new Pauses(Duration.ofHours(1), Duration.ofHours(1)));
        camel.getRegistry().bind("operations", operations);
        camel.getRegistry().bind("interventions", new Interventions(site.ledger(), accounts, Clock.systemUTC()));
        camel.getRegistry().bind("accountOperations", new AccountOperations(health, site.ledger()));
        camel.getRegistry()
                .bind("keyOperations", new KeyOperations(site.ledger().apiKeys(), null, Clock.systemUTC()));
        camel.getRestConfiguration().setComponent("platform-http");
        server = OperationsServer.start(camel, 0, token, null);
        for (String routes : new String[] {"operations", "interventions", "accounts", "keys"}) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/" + routes + ".camel.yaml"));
        }
        camel.start();
    }

    /** The ledger. */
    public LedgerSite site() {
        return site;
    }

    /** Writes the file by which the command line finds it. */
    public void announce() throws IOException {
        new GatewayFile(server.address(), ProcessHandle.current().pid(), "test", token.text()).write(site.data());
    }

    /** What a call that changes nothing finds from now on. */
    public void finds(Diagnosis found) {
        diagnosis = found;
    }

    /** How many such calls were made. */
    public int asked() {
        return asked.get();
    }

    String address() {
        return server.address();
    }

    String authorization() {
        return "Bearer " + token.text();
    }

    /** Calls with the token. */
    HttpResponse<String> get(String path) {
        return call("GET", path, authorization());
    }

    /** Has something done. */
    HttpResponse<String> post(String path) {
        return call("POST", path, authorization());
    }

    HttpResponse<String> call(String method, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        camel.stop();
        operations.close();
        health.close();
        site.close();
    }
}

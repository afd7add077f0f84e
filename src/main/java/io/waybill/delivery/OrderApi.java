package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.http.common.HttpMethods;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;

/**
 * The order API as Camel endpoints: one for each account and operation, made once, with connections of its own for each
 * account. They post, once: no retries, no redirects, no cookies, no log-in, nothing of the exchange but its body.
 */
public final class OrderApi implements AutoCloseable {
    private static final long SWEEP_SECONDS = 1;

    private final CamelContext camel;
    private final Supplier<SSLContext> trust;
    private final Map<AccountKey, Endpoints> endpoints = new ConcurrentHashMap<>();
    private final List<PoolingHttpClientConnectionManager> pools = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "idle connections");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes the endpoints. No connection is opened before the first call. TLS trusts what this Java trusts.
     *
     * @throws IllegalStateException if Camel cannot take them
     */
    public OrderApi(CamelContext camel, Accounts accounts) {
        this(camel, accounts, OrderApi::defaultTrust);
    }

    OrderApi(CamelContext camel, Accounts accounts, SSLContext trust) {
        this(camel, accounts, () -> trust);
    }

    private OrderApi(CamelContext camel, Accounts accounts, Supplier<SSLContext> trust) {
        this.camel = camel;
        this.trust = trust;
        for (Account account : accounts.all()) {
            endpoints.put(account.key(), connect(account));
        }
        sweeper.scheduleWithFixedDelay(
                () -> pools.forEach(PoolingHttpClientConnectionManager::closeExpired),
                SWEEP_SECONDS,
                SWEEP_SECONDS,
                TimeUnit.SECONDS);
    }

    /** An account's endpoints, as long as it has that address. */
    private record Endpoints(URI api, Map<Operation, Endpoint> byOperation) {}

    private Endpoints connect(Account account) {
        PoolingHttpClientConnectionManager pool = ConnectionPool.of(account, trust);
        pools.add(pool);
        HttpComponent component = component(camel, pool);
        Map<Operation, Endpoint> byOperation = new HashMap<>();
        for (Operation operation : Operation.values()) {
            byOperation.put(operation, endpoint(camel, component, account, operation));
        }
        return new Endpoints(account.api(), byOperation);
    }

    /**
     * The endpoint that posts an operation's form for an account; made anew if the account has moved. Calls that are
     * under way to its former address come to their end there.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    public Endpoint endpoint(Account account, Operation operation) {
        Endpoints known = endpoints.get(account.key());
        if (known == null) {
            throw new IllegalArgumentException("the account " + account.key().text() + " is not configured");
        }
        if (!known.api().equals(account.api())) {
            known = endpoints.compute(
                    account.key(), (key, now) -> now.api().equals(account.api()) ? now : connect(account));
        }
        return known.byOperation().get(operation);
    }

    /** Closes all connections. A call after this fails without being sent. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        pools.forEach(PoolingHttpClientConnectionManager::close);
    }

    private static HttpComponent component(CamelContext camel, PoolingHttpClientConnectionManager pool) {
        HttpComponent component = new HttpComponent();
        component.setCamelContext(camel);
        component.setClientConnectionManager(pool);
        component.setCookieManagementDisabled(true);
        return component;
    }

    private static Endpoint endpoint(
            CamelContext camel, HttpComponent component, Account account, Operation operation) {
        String address = account.address(operation).toString();
        // Camel takes endpoints of one URI for one endpoint: two accounts at one host would share connections.
        String uri = address + "?account=" + account.key().text();
        HttpEndpoint endpoint = new HttpEndpoint(
                uri,
                component,
                account.address(operation),
                client(account),
                component.getClientConnectionManager(),
                null);
        endpoint.setCamelContext(camel);
        endpoint.setHttpMethod(HttpMethods.POST);
        endpoint.setThrowExceptionOnFailure(false);
        endpoint.setSkipRequestHeaders(true);
        endpoint.setSkipControlHeaders(true);
        endpoint.setCopyHeaders(false);
        endpoint.setHeaderFilterStrategy(new HeaderGate());
        try {
            camel.addEndpoint(uri, endpoint);
        } catch (Exception e) {
            throw new IllegalStateException("cannot set up the calls to " + address + ": " + e.getMessage(), e);
        }
        return endpoint;
    }

    private static HttpClientBuilder client(Account account) {
        return HttpClientBuilder.create()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .replaceExecInterceptor(ChainElement.PROTOCOL.name(), new OneCall(account.api()))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(account.connectTimeout()))
                        .setResponseTimeout(Timeout.of(account.responseTimeout()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setExpectContinueEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build());
    }

    static SSLContext defaultTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java cannot speak TLS: " + e.getMessage(), e);
        }
    }
}

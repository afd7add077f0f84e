package io.waybill.delivery;

import io.waybill.account.Account;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Builds the connections of one account: as many as it may have calls in flight, checked before each reuse. */
final class ConnectionPool {
    private ConnectionPool() {}

    /**
     * @param account whose connections these are
     * @param trust the certificates to believe, read where the account's address is one of https, since it takes a tenth
     *     of a start; host names are checked against them
     */
    static PoolingHttpClientConnectionManager of(Account account, Supplier<SSLContext> trust) {
        Timeout connect = Timeout.of(account.connectTimeout());
        Timeout response = Timeout.of(account.responseTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                // of the one route there is; the other policy is one lock for all senders
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(account.inFlight())
                .setMaxConnPerRoute(account.inFlight())
                .setConnectionFactory(socket -> new CarefulConnection(account.responseTimeout()))
                .setTlsSocketStrategy(tls(account, trust))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(response)
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(true)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(response)
                        // CarefulConnection decides itself what a check may cost
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
    }

    private static TlsSocketStrategy tls(Account account, Supplier<SSLContext> trust) {
        return "https".equalsIgnoreCase(account.api().getScheme())
                ? new DefaultClientTlsStrategy(trust.get())
                : (socket, target, port, attachment, context) -> {
                    throw new SSLException(target + " is called without TLS");
                };
    }
}

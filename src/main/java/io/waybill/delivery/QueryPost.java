package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.doubt.Post;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts questions to an account's API over connections of their own, with the same care as orders, but for longer
 * replies: a list of a busy day has thousands of orders in it.
 */
public final class QueryPost implements Post, FarClock.Carrier, Closeable {
    /** The longest reply that is read, in bytes: some 18,000 orders. */
    static final int LONGEST = 16 << 20;

    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");

    private final CloseableHttpClient client;

    /** For that account. TLS trusts what this Java trusts. No connection is opened before the first call. */
    public QueryPost(Account account) {
        client = HttpClientBuilder.create()
                .setConnectionManager(ConnectionPool.of(account, OrderApi::defaultTrust))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Waybill")
                .setKeepAliveStrategy(KeepAlive::duration)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(account.connectTimeout()))
                        .setResponseTimeout(Timeout.of(account.responseTimeout()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .build();
    }

    @Override
    public byte[] post(URI address, String form) throws IOException {
        return ask(address, form).body();
    }

    /**
     * A reply with what of its head tells where it came from.
     *
     * @param location where it redirects to, or null
     * @param date when the far end says that it was, or null
     * @param body the whole body
     */
    record Answered(int status, String contentType, String location, Instant date, byte[] body) {}

    /** The same as {@link #post}, with the reply's head. */
    @Override
    public Answered ask(URI address, String form) throws IOException {
        HttpPost post = new HttpPost(address);
        post.setEntity(new ByteArrayEntity(form.getBytes(StandardCharsets.US_ASCII), FORM));
        try {
            return client.execute(post, response -> {
                try {
                    return new Answered(
                            response.getCode(),
                            header(response, HttpHeaders.CONTENT_TYPE),
                            header(response, HttpHeaders.LOCATION),
                            DateUtils.parseStandardDate(response, HttpHeaders.DATE),
                            read(response));
                } catch (IOException e) {
                    // Closing the reply instead would first read all that is still to come.
                    post.abort();
                    throw new BrokenReplyException(response.getCode(), null, e);
                }
            });
        } catch (IOException e) {
            boolean connected = Failure.find(e, ConnectException.class) == null
                    && Failure.find(e, UnknownHostException.class) == null
                    && Failure.find(e, ConnectTimeoutException.class) == null;
            throw new IOException(connected ? Failure.afterSending(e) : Failure.beforeSending(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static byte[] read(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        InputStream in = response.getEntity().getContent();
        byte[] body = in.readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new IOException("it is longer than " + LONGEST + " bytes");
        }
        return body;
    }
}

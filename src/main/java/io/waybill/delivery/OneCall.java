package io.waybill.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * One order's call from connection to reply, in the place of HttpClient's own steps: those prepare for proxies, log-ins
 * and redirects, which an order must never meet, and cost it as much as the signing.
 *
 * <p>The reply is read to its end at once, so that its connection is free for the next order; but not beyond any
 * measure.
 */
final class OneCall implements ExecChainHandler {
    /** The longest body that is read, in bytes. An envelope has a few hundred. */
    static final int LONGEST = 1 << 20;

    private static final int FIRST_ROOM = 1024;
    private static final Header USER_AGENT = new BasicHeader(HttpHeaders.USER_AGENT, "Waybill");
    private static final Header KEEP_ALIVE = new BasicHeader(HttpHeaders.CONNECTION, HeaderElements.KEEP_ALIVE);

    private final Header host;

    /** @param api where all calls go */
    OneCall(URI api) {
        host = new BasicHeader(HttpHeaders.HOST, api.getHost() + (api.getPort() < 0 ? "" : ":" + api.getPort()));
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ExecRuntime connection = scope.execRuntime;
        connection.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
        try {
            if (!connection.isEndpointConnected()) {
                connection.connectEndpoint(scope.clientContext);
            }
            complete(request);
            ClassicHttpResponse response = connection.execute(scope.exchangeId, request, scope.clientContext);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                byte[] body = read(response, entity);
                response.setEntity(new ByteArrayEntity(body, null, entity.getContentEncoding()));
            }
            release(connection, request, response, scope.clientContext);
            return response;
        } catch (ConnectionShutdownException e) {
            connection.discardEndpoint();
            throw new InterruptedIOException("the connections were closed under the call");
        } catch (IOException | HttpException | RuntimeException | Error e) {
            // Closing the reply's stream instead would first read all that is still to come.
            connection.discardEndpoint();
            throw e;
        }
    }

    private void complete(ClassicHttpRequest request) {
        HttpEntity form = request.getEntity();
        request.addHeader(HttpHeaders.CONTENT_TYPE, form.getContentType());
        request.addHeader(HttpHeaders.CONTENT_LENGTH, form.getContentLength());
        request.addHeader(host);
        request.addHeader(KEEP_ALIVE);
        request.addHeader(USER_AGENT);
    }

    private static void release(
            ExecRuntime connection,
            ClassicHttpRequest request,
            ClassicHttpResponse response,
            HttpClientContext context) {
        if (DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
            connection.markConnectionReusable(null, KeepAlive.duration(response, context));
        } else {
            connection.markConnectionNonReusable();
        }
        connection.releaseEndpoint();
    }

    private static byte[] read(ClassicHttpResponse response, HttpEntity entity) throws BrokenReplyException {
        try {
            return read(entity);
        } catch (IOException e) {
            throw new BrokenReplyException(response.getCode(), entity.getContentType(), e);
        }
    }

    private static byte[] read(HttpEntity entity) throws IOException {
        long announced = entity.getContentLength();
        // One byte more than announced, so that the end is met without growing.
        byte[] body = new byte[announced < 0 || announced >= LONGEST ? FIRST_ROOM : (int) announced + 1];
        int length = 0;
        InputStream in = entity.getContent();
        for (int read = in.read(body); read >= 0; read = in.read(body, length, body.length - length)) {
            length += read;
            if (length > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, 2 * length);
            }
        }
        return length == body.length ? body : Arrays.copyOf(body, length);
    }
}

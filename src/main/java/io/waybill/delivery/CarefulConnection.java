package io.waybill.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that is checked before every reuse, at the price that its state warrants, and whose replies are bounded
 * in time and size.
 *
 * <p>HttpClient's own check waits for a millisecond, too long for every call of a busy account; and it takes a
 * connection for good on which an unasked reply lies, which would be read as the answer to the next order. Here
 * anything that can be read makes an idle connection unfit; and only one that lay idle for a while is waited for, since
 * nothing else shows that its far end has closed it.
 *
 * <p>A socket's time-out starts anew with every byte. Here a reply as a whole has its time, so that a far end that
 * drips does not hold an order for ever.
 */
final class CarefulConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(200)
            .build();
    private static final DefaultHttpResponseParserFactory PARSERS = new DefaultHttpResponseParserFactory(LIMITS);
    private static final long BRIEF_NANOS = 2_000_000;

    private final long replyNanos;
    private SessionInputBuffer received;
    private Timeout timeout = Timeout.DISABLED;
    private long idleSince;
    private long deadline;
    private boolean inCall;

    /** @param reply how long after its request a reply may still arrive */
    CarefulConnection(Duration reply) {
        super(LIMITS, null, null, null, null, null, PARSERS);
        replyNanos = reply.toNanos();
    }

    @Override
    public boolean isStale() throws IOException {
        SocketHolder sockets = getSocketHolder();
        if (sockets == null || unread()) {
            return true;
        }
        boolean idleBriefly = System.nanoTime() - idleSince < BRIEF_NANOS;
        if (idleBriefly && sockets.getBaseSocket().getInputStream().available() == 0) {
            return false;
        }
        return super.isStale() || unread();
    }

    private boolean unread() {
        return received == null || received.length() > 0;
    }

    // The one place where the buffer can be had that holds what was received beyond the reply.
    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream socket) {
        received = buffer;
        return super.createContentInputStream(length, buffer, socket);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        deadline = System.nanoTime() + replyNanos;
        inCall = true;
        super.sendRequestHeader(request);
    }

    // HttpClient would follow the far end into a TLS handshake that nobody asked for.
    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse head = super.receiveResponseHeader();
        if (head.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new ProtocolException("the far end wants another protocol");
        }
        return head;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new TimedSockets(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        bind(new TimedSockets(tls, socket));
    }

    @Override
    protected void bind(SocketHolder sockets) throws IOException {
        super.bind(sockets);
        timeout = getSocketTimeout();
    }

    @Override
    public Socket getSocket() {
        SocketHolder sockets = getSocketHolder();
        return sockets == null ? null : sockets.getSocket();
    }

    @Override
    public SSLSession getSSLSession() {
        return getSocket() instanceof SSLSocket tls ? tls.getSession() : null;
    }

    @Override
    public void setSocketTimeout(Timeout value) {
        super.setSocketTimeout(value);
        timeout = value;
    }

    @Override
    public void passivate() {
        idleSince = System.nanoTime();
        inCall = false;
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }

    private final class TimedSockets extends SocketHolder {
        TimedSockets(Socket socket) {
            super(socket);
        }

        TimedSockets(SSLSocket tls, Socket socket) {
            super(tls, socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            return new FilterInputStream(super.getInputStream(socket)) {
                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    if (inCall && System.nanoTime() - deadline > 0) {
                        throw new SocketTimeoutException("the reply came too slowly");
                    }
                    return in.read(into, offset, length);
                }
            };
        }
    }
}

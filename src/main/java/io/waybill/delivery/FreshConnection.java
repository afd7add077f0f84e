package io.waybill.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that is checked before every reuse, at the price that its state warrants.
 *
 * <p>HttpClient's own check waits for a millisecond, too long for every call of a busy account; and it takes a
 * connection for good on which an unasked reply lies, which would be read as the answer to the next order. Here
 * anything that can be read makes an idle connection unfit; and only one that lay idle for a while is waited for, since
 * nothing else shows that its far end has closed it.
 */
final class FreshConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final long BRIEF_NANOS = 2_000_000;

    private SessionInputBuffer received;
    private Timeout timeout = Timeout.DISABLED;
    private long idleSince;

    FreshConnection(Http1Config limits) {
        super(limits);
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
    public void bind(Socket socket) throws IOException {
        super.bind(socket);
        timeout = getSocketTimeout();
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        super.bind(tls, socket);
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
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }
}

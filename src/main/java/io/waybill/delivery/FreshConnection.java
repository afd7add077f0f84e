package io.waybill.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that can be asked before every reuse whether the far end has closed it, in about a microsecond.
 *
 * <p>HttpClient's own check waits for a millisecond, too long for every call; and it takes a connection for good on
 * which an unasked reply lies, which would be read as the answer to the next order. Here anything that can be read from
 * an idle connection, its end included, makes it unfit. Needs sockets that are made from channels.
 */
final class FreshConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);
    private SessionInputBuffer received;
    private Timeout timeout = Timeout.DISABLED;

    FreshConnection(Http1Config limits) {
        super(limits);
    }

    @Override
    public boolean isStale() throws IOException {
        SocketHolder sockets = getSocketHolder();
        if (sockets == null || received == null || received.length() > 0) {
            return true;
        }
        SSLSocket tls = sockets.getSSLSocket();
        if (tls != null && tls.getInputStream().available() > 0) {
            return true;
        }
        SocketChannel channel = sockets.getBaseSocket().getChannel();
        channel.configureBlocking(false);
        try {
            return channel.read(probe.clear()) != 0;
        } finally {
            channel.configureBlocking(true);
        }
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
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }
}

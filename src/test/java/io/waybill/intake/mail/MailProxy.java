package io.waybill.intake.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a gateway and its mail server: cuts connections, spoils commands, and counts what goes through. */
final class MailProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile int cutAfter;
    private volatile boolean refusesMoves;

    MailProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts so many connections, each after the server has said that much on it. */
    void cut(int connections, int afterBytes) {
        cutAfter = afterBytes;
        cuts.set(connections);
    }

    int cutsLeft() {
        return cuts.get();
    }

    /** Has the server refuse to move or copy. */
    void refuseMoves(boolean refuse) {
        refusesMoves = refuse;
    }

    /** How much the server has said. */
    long bytes() {
        return bytes.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> commands(client, server));
                start(() -> answers(server, client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void commands(Socket client, Socket server) {
        byte[] buffer = new byte[1 << 16];
        try (client;
                server;
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (refusesMoves) {
                    text = text.replaceFirst("([A-Z]+\\d+ (?:UID )?)(?:MOVE|COPY) ", "$1NOPE ");
                }
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            // one of the two has hung up
        }
    }

    private void answers(Socket server, Socket client) {
        byte[] buffer = new byte[1024];
        int said = 0;
        try (client;
                server;
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                said += read;
                if (cuts.get() > 0 && said > cutAfter && cuts.getAndDecrement() > 0) {
                    return;
                }
                bytes.addAndGet(read);
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two has hung up
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "mail-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

package io.waybill.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A far end at the level of bytes: reads whole requests, and does to each connection what its script says. */
final class RawServer implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Script script = call -> call.answer(Far.created(1));
    private volatile boolean readsRequests = true;

    /** What happens once a request has been read whole. */
    interface Script {
        void meet(Call call) throws Exception;
    }

    /** A request that came whole. */
    record Request(int connection, String head, String body) {}

    RawServer() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    RawServer(ServerSocketFactory sockets) throws IOException {
        server = sockets.createServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** From now on, with a clean record. */
    void plays(Script next) {
        readsRequests = true;
        script = next;
        requests.clear();
    }

    /** From now on every connection is met before anything is read from it. */
    void playsBeforeReading(Script next) {
        plays(next);
        readsRequests = false;
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (!readsRequests) {
                script.meet(new Call(socket, null));
                return;
            }
            for (Request request = read(socket, number); request != null; request = read(socket, number)) {
                requests.add(request);
                script.meet(new Call(socket, request));
            }
        } catch (Exception endsTheConnection) {
            // What the client makes of it is the test.
        } finally {
            open.remove(socket);
        }
    }

    private static Request read(Socket socket, int number) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                return null;
            }
            head.write(read);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        byte[] body = in.readNBytes(length);
        return body.length < length ? null : new Request(number, text, new String(body, StandardCharsets.ISO_8859_1));
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // that is what was wanted
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(RawServer::reset);
    }

    /** One request, or one connection that nothing was read from, and what can be done to it. */
    record Call(Socket socket, Request request) {
        private static final int PACE_MS = 20;

        /** A plain reply with a right length. */
        void answer(String body) throws IOException {
            reply("200 OK", "Content-Type: application/json", body);
        }

        void reply(String status, String headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 " + status + "\r\n" + headers + (headers.isEmpty() ? "" : "\r\n") + "Content-Length: "
                    + bytes.length + "\r\n\r\n" + body);
        }

        /** Exactly these characters. */
        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void close() throws IOException {
            socket.close();
        }

        void reset() {
            RawServer.reset(socket);
        }

        /** Waits until something of a request has come, and leaves it unread. */
        void awaitBytes() throws Exception {
            while (socket.getInputStream().available() == 0) {
                Thread.sleep(1);
            }
        }

        /** Says nothing until the client has given up. */
        void outwait() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // nothing more is expected
            }
        }

        /** Goes on sending, slowly, until the client has given up. */
        void drip(String drop) throws IOException {
            socket.setSoTimeout(PACE_MS);
            while (true) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (SocketTimeoutException timeForADrop) {
                    send(drop);
                }
            }
        }
    }
}

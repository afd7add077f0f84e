package io.waybill.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import java.util.Map;

/** The open connections, and the closing of those that are idle for as long as the faults in force say. */
final class IdleConnections {
    private final Vertx vertx;
    private final FaultPlan faults;
    private final Map<HttpConnection, Use> open = new IdentityHashMap<>();

    IdleConnections(Vertx vertx, FaultPlan faults) {
        this.vertx = vertx;
        this.faults = faults;
    }

    private static final class Use {
        int running;
        long turn;
    }

    void opened(HttpConnection connection) {
        Use use = new Use();
        open.put(connection, use);
        connection.closeHandler(closed -> open.remove(connection));
        watch(connection, use);
    }

    void began(HttpConnection connection) {
        Use use = open.get(connection);
        if (use != null) {
            use.running++;
            use.turn++;
        }
    }

    void ended(HttpConnection connection) {
        Use use = open.get(connection);
        if (use != null) {
            use.running--;
            watch(connection, use);
        }
    }

    /** To be called when the faults in force have changed. */
    void faultsChanged() {
        open.forEach(this::watch);
    }

    private void watch(HttpConnection connection, Use use) {
        long idle = faults.idleMillis();
        if (idle == 0 || use.running > 0) {
            return;
        }
        long turn = use.turn;
        vertx.setTimer(idle, due -> {
            if (use.turn == turn && use.running == 0 && faults.idleMillis() > 0) {
                connection.close();
            }
        });
    }
}

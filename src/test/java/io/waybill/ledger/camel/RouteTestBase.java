package io.waybill.ledger.camel;

import static org.awaitility.Awaitility.await;

import io.waybill.ledger.Draft;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.State;
import io.waybill.ledger.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger, a Camel context with the component, and a far end. */
abstract class RouteTestBase {
    @TempDir
    Path folder;

    LedgerSite site;
    DefaultCamelContext camel;
    final FarEnd farEnd = new FarEnd();

    @BeforeEach
    final void open() {
        site = new LedgerSite(Store.SQLITE, folder.resolve("data"), Clock.systemUTC());
    }

    @AfterEach
    final void close() {
        farEnd.answerAll();
        if (camel != null) {
            camel.stop();
        }
        site.close();
    }

    final void start(int inFlight, RoutesBuilder... routes) throws Exception {
        start(new Limits(inFlight, Draft.MAIN), routes);
    }

    final void start(SendingLimits limits, RoutesBuilder... routes) throws Exception {
        camel = new DefaultCamelContext();
        LedgerComponent component = new LedgerComponent();
        component.setLedger(site.ledger());
        component.setLimits(limits);
        camel.addComponent("ledger", component);
        for (RoutesBuilder route : routes) {
            camel.addRoutes(route);
        }
        camel.start();
    }

    final Map<State, Long> counts() {
        return Ledger.await(site.ledger().counts());
    }

    final void awaitCounts(Map<State, Long> expected) {
        await().until(() -> counts().equals(expected));
    }

    static Draft[] many(int count) {
        Draft[] drafts = new Draft[count];
        for (int i = 0; i < count; i++) {
            drafts[i] = Draft.create("N" + i);
        }
        return drafts;
    }
}

package io.waybill.bench;

import io.waybill.signing.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** What one would write in Camel without a ledger: file, sign, camel-http, file. The files hold finished queries. */
final class BareFiles implements Contender {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String OPTIONS = "?httpMethod=POST&throwExceptionOnFailure=false";

    private final RandomGenerator random;
    private final AtomicInteger filed = new AtomicInteger();
    private final Path inbox;
    private final Path out;

    BareFiles(String farEnd, Path folder, RandomGenerator random) throws Exception {
        this.random = random;
        this.inbox = folder.resolve("in");
        this.out = folder.resolve("out");
        Files.createDirectories(inbox);
        Files.createDirectories(out);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addComponent("http", new HttpComponent());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?initialDelay=0&delay=100")
                        .convertBodyTo(String.class)
                        .process(BareFiles::sign)
                        .to(FarEnd.createOrder(farEnd) + OPTIONS)
                        .to("file:" + out)
                        .process(exchange -> filed.incrementAndGet());
            }
        });
        camel.start();
    }

    @Override
    public Trial prepare(Batch batch) throws IOException {
        Path hidden = inbox.resolveSibling("drafts");
        Files.createDirectories(hidden);
        List<String> queries = batch.queries(random);
        for (int i = 0; i < queries.size(); i++) {
            Files.writeString(hidden.resolve(batch.ref(i)), queries.get(i));
        }
        return deadline -> {
            int before = filed.get();
            for (int i = 0; i < queries.size(); i++) {
                Files.move(hidden.resolve(batch.ref(i)), inbox.resolve(batch.ref(i)), StandardCopyOption.ATOMIC_MOVE);
            }
            // counted, because looking through very many files costs what it measures
            while (filed.get() < before + queries.size()) {
                deadline.check("files of the plain route");
                LockSupport.parkNanos(LOOK_NANOS);
            }
        };
    }

    private static void sign(Exchange exchange) {
        String query = exchange.getMessage().getBody(String.class);
        exchange.getMessage().setBody(Signature.sign(query, FarEnd.LOGIN, FarEnd.KEY));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
}

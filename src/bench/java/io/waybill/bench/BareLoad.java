package io.waybill.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.waybill.signing.Signature;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The leanest client at hand, one thread that waits for nothing: it shows what the far end takes. */
final class BareLoad implements Contender {
    private final int inFlight;
    private final Function<Batch, List<Buffer>> bodies;
    private final int expected;
    private final HttpClient client;
    private final RequestOptions call;

    private BareLoad(RequestOptions call, int inFlight, int expected, Function<Batch, List<Buffer>> bodies) {
        this.call = call.setMethod(HttpMethod.POST);
        this.inFlight = inFlight;
        this.expected = expected;
        this.bodies = bodies;
        this.client = Vertx.vertx()
                .createHttpClient(
                        new HttpClientOptions(),
                        new PoolOptions().setHttp1MaxSize(inFlight).setEventLoopSize(1));
    }

    /** Posts signed orders to the far end. */
    static BareLoad signed(String farEnd, int inFlight, RandomGenerator random) {
        RequestOptions call = new RequestOptions()
                .setAbsoluteURI(FarEnd.createOrder(farEnd).toString())
                .putHeader("content-type", "application/x-www-form-urlencoded");
        return new BareLoad(
                call,
                inFlight,
                200,
                batch -> batch.queries(random).stream()
                        .map(query -> Buffer.buffer(Signature.sign(query, FarEnd.LOGIN, FarEnd.KEY)))
                        .toList());
    }

    /** Posts orders as JSON, one each, to whatever takes them with 202. */
    static BareLoad orders(String url, int inFlight, String key) {
        RequestOptions call = new RequestOptions()
                .setAbsoluteURI(url)
                .putHeader("content-type", "application/json")
                .putHeader("authorization", "Bearer " + key);
        return new BareLoad(
                call,
                inFlight,
                202,
                batch -> IntStream.range(0, batch.size())
                        .mapToObj(index -> Buffer.buffer(batch.json(index)))
                        .toList());
    }

    @Override
    public Trial prepare(Batch batch) {
        List<Buffer> each = bodies.apply(batch);
        return deadline -> {
            Turns turns = new Turns(each);
            for (int i = 0; i < Math.min(inFlight, each.size()); i++) {
                turns.next();
            }
            turns.done.get(deadline.left(), TimeUnit.NANOSECONDS);
        };
    }

    private final class Turns {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        private final List<Buffer> bodies;
        private int begun;
        private int answered;

        Turns(List<Buffer> bodies) {
            this.bodies = bodies;
        }

        void next() {
            Buffer body;
            synchronized (this) {
                if (begun == bodies.size()) {
                    return;
                }
                body = bodies.get(begun++);
            }
            client.request(call)
                    .compose(request -> request.send(body))
                    .compose(response -> {
                        if (response.statusCode() != expected) {
                            throw new BenchFailure("the server answered HTTP " + response.statusCode());
                        }
                        return response.body();
                    })
                    .onFailure(done::completeExceptionally)
                    .onSuccess(answer -> answered());
        }

        private void answered() {
            synchronized (this) {
                if (++answered == bodies.size()) {
                    done.complete(null);
                    return;
                }
            }
            next();
        }
    }
}

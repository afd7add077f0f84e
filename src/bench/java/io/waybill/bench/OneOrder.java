package io.waybill.bench;

import io.waybill.signing.Signature;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One order dropped into a gateway that has nothing to do, until its receipt is there. */
final class OneOrder implements Scenario {
    private static final String MEDIAN = "median over the far end's time";
    private static final String LATE = "99th percentile over it";
    private static final String FAR_END = "far end's own time";
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final long LOOK_NANOS = 300_000;
    private static final int LEAST_PAUSE_MILLIS = 100;
    private static final int MOST_PAUSE_MILLIS = 300;

    @Override
    public String name() {
        return "one";
    }

    @Override
    public String title() {
        return "One order dropped into an idle gateway, until its receipt; far end answers after 20 ms";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atMost(MEDIAN, null, 25), Aim.atMost(LATE, null, 100));
    }

    @Override
    public Pace pace() {
        return new Pace(1, 3);
    }

    @Override
    public boolean sharesGateway() {
        return true;
    }

    @Override
    public Course open(Site site) throws Exception {
        int all = site.scaled("orders of a round", 200, 20);
        WholeGateway gateway = site.gateway();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        RandomGenerator random = new SplittableRandom();
        return (number, readings) -> {
            site.farEnd().answersAfter(LATENCY);
            int drops = site.ofThisRound(all);
            Batch batch = new Batch("O" + number, drops);
            List<String> queries = batch.queries(random);
            double[] whole = new double[drops];
            double[] bare = new double[drops];
            for (int i = 0; i < drops; i++) {
                // out of step with whatever looks at the folder now and then
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
                bare[i] = call(client, site.farEnd(), queries.get(i));
                whole[i] = drop(gateway, batch, i, site.deadline());
            }
            Arrays.sort(whole);
            double own = Readings.median(bare);
            readings.note(FAR_END, "ms", own);
            readings.note(MEDIAN, "ms", Readings.median(whole) - own);
            readings.note(LATE, "ms", whole[(int) Math.ceil(drops * 0.99) - 1] - own);
        };
    }

    private static double call(HttpClient client, FarEnd farEnd, String query) throws Exception {
        HttpRequest post = HttpRequest.newBuilder(FarEnd.createOrder(farEnd.url()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Signature.sign(query, FarEnd.LOGIN, FarEnd.KEY)))
                .build();
        long start = System.nanoTime();
        client.send(post, HttpResponse.BodyHandlers.ofByteArray());
        return (System.nanoTime() - start) / 1e6;
    }

    private static double drop(WholeGateway gateway, Batch batch, int index, Deadline deadline) throws IOException {
        String name = batch.ref(index) + ".json";
        Path draft = gateway.inbox().resolve(name + ".part");
        Files.writeString(draft, batch.json(index));
        long start = System.nanoTime();
        Files.move(draft, gateway.inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        while (!receipt(gateway.filed().resolve("archive"), batch.ref(index))) {
            deadline.check("the receipt of " + name);
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Looks into the newest day's folder only, since looking must not take long. */
    private static boolean receipt(Path folder, String ref) throws IOException {
        Path newest = folder;
        for (int depth = 0; depth < 4; depth++) {
            try (Stream<Path> entries = Files.isDirectory(newest) ? Files.list(newest) : Stream.empty()) {
                Path last = entries.filter(Files::isDirectory)
                        .sorted()
                        .reduce((a, b) -> b)
                        .orElse(null);
                if (last == null) {
                    return false;
                }
                newest = last;
            }
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(newest, ref + ".*.json")) {
            return found.iterator().hasNext();
        }
    }
}

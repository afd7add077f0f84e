package io.waybill.bench;

import io.waybill.signing.Signature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Limit A: Apache HttpClient alone posts bodies that were signed beforehand, and looks at nothing but the status. */
final class BareClient implements Contender {
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");
    private static final int OK = 200;

    private final String farEnd;
    private final int inFlight;
    private final RandomGenerator random;
    private final CloseableHttpClient client;

    BareClient(String farEnd, int inFlight, RandomGenerator random) {
        this.farEnd = farEnd;
        this.inFlight = inFlight;
        this.random = random;
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(inFlight)
                        .setMaxConnTotal(inFlight)
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setTcpNoDelay(true).build())
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public Trial prepare(Batch batch) {
        List<byte[]> bodies = new ArrayList<>(batch.size());
        for (String query : batch.queries(random)) {
            bodies.add(Signature.sign(query, FarEnd.LOGIN, FarEnd.KEY).getBytes(StandardCharsets.US_ASCII));
        }
        return deadline -> Crew.carry(bodies.size(), inFlight, deadline, index -> post(bodies.get(index)));
    }

    private void post(byte[] body) throws Exception {
        HttpPost post = new HttpPost(FarEnd.createOrder(farEnd));
        post.setEntity(new ByteArrayEntity(body, FORM));
        int status = client.execute(post, response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
        if (status != OK) {
            throw new BenchFailure("the sandbox answered HTTP " + status);
        }
    }
}

package io.waybill.bench;

import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import io.waybill.signing.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing one order and verifying its reply, and MD5 alone over the same bytes; run by {@link Signatures}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Signing {
    private static final int ORDERS = 1;

    private String query;
    private byte[] reply;
    private byte[] requestBytes;
    private byte[] replyBytes;
    private MessageDigest md5;

    /** One order as the bench sends it, and the reply that a far end gives. */
    @Setup
    public void prepare() throws NoSuchAlgorithmException {
        query = new Batch("J", ORDERS).queries(new SplittableRandom(1)).get(0);
        md5 = MessageDigest.getInstance("MD5");
        String signed = "0::OK::" + FarEnd.KEY;
        replyBytes = signed.getBytes(StandardCharsets.UTF_8);
        StringBuilder hash = new StringBuilder();
        for (byte each : md5.digest(replyBytes)) {
            hash.append(String.format("%02x", each));
        }
        reply = ("{\"error_code\":0,\"error_text\":\"OK\",\"result\":{\"bill_id\":1234567},\"hash\":\"" + hash + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        requestBytes = (query + "::" + FarEnd.LOGIN + "::" + FarEnd.KEY).getBytes(StandardCharsets.UTF_8);
        if (!(ReplyCheck.read(reply, FarEnd.KEY) instanceof Reply.Verified)) {
            throw new IllegalStateException("the reply of this benchmark is not verified");
        }
    }

    /** What Waybill does. */
    @Benchmark
    public int signAndVerify() {
        byte[] body = Signature.body(query, FarEnd.LOGIN, FarEnd.KEY);
        Reply answer = ReplyCheck.read(reply, FarEnd.KEY);
        return body.length + ((Reply.Verified) answer).code();
    }

    /** What cannot be had for less. */
    @Benchmark
    public int md5Alone() {
        return md5.digest(requestBytes)[0] + md5.digest(replyBytes)[0];
    }
}

package io.waybill.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Reads every reply to its end at once, so that its connection is free for the next order; but not beyond any
 * measure.
 */
final class WholeReply implements ExecChainHandler {
    /** The longest body that is read, in bytes. An envelope has a few hundred. */
    static final int LONGEST = 1 << 20;

    private static final int FIRST_ROOM = 1024;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return response;
        }
        try {
            byte[] body = read(entity);
            scope.execRuntime.releaseEndpoint();
            response.setEntity(new ByteArrayEntity(body, null, entity.getContentEncoding()));
            return response;
        } catch (IOException e) {
            // Closing the stream instead would first read all that is still to come.
            scope.execRuntime.discardEndpoint();
            throw new BrokenReplyException(response.getCode(), entity.getContentType(), e);
        }
    }

    private static byte[] read(HttpEntity entity) throws IOException {
        long announced = entity.getContentLength();
        // One byte more than announced, so that the end is met without growing.
        byte[] body = new byte[announced < 0 || announced >= LONGEST ? FIRST_ROOM : (int) announced + 1];
        int length = 0;
        InputStream in = entity.getContent();
        for (int read = in.read(body); read >= 0; read = in.read(body, length, body.length - length)) {
            length += read;
            if (length > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, 2 * length);
            }
        }
        return length == body.length ? body : Arrays.copyOf(body, length);
    }
}

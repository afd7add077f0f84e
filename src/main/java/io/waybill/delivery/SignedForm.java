package io.waybill.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The signed body of one attempt. It can be written once, and knows whether that has begun: until then the attempt
 * surely did not happen, from then on nobody but the far end can tell.
 */
final class SignedForm implements HttpEntity {
    private static final String TYPE = "application/x-www-form-urlencoded";

    private final byte[] body;
    private final BooleanSupplier stillOurs;
    private volatile boolean begun;

    /**
     * @param body the signed query, ASCII; not copied
     * @param stillOurs asked as the last act before the first byte; if it says no, nothing is sent
     */
    SignedForm(byte[] body, BooleanSupplier stillOurs) {
        this.body = body;
        this.stillOurs = stillOurs;
    }

    /** Whether the first byte may have left. */
    boolean begun() {
        return begun;
    }

    // The request's head waits in the connection's buffer for the body, so nothing at all leaves before this.
    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (begun) {
            throw new IOException("the form was sent before; it is never sent twice");
        }
        if (!stillOurs.getAsBoolean()) {
            throw new LeaseOverException();
        }
        begun = true;
        out.write(body);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public String getContentType() {
        return TYPE;
    }

    @Override
    public String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public Supplier<List<? extends Header>> getTrailers() {
        return null;
    }

    // Whoever reads the bytes could send them without a trace: only a client that calls writeTo can send this form.
    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("a signed form is sent by camel-http and by nothing else");
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    // The fields are a customer's, and the hash vouches for them.
    @Override
    public String toString() {
        return "SignedForm[" + body.length + " bytes]";
    }
}

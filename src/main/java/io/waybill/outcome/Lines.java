package io.waybill.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The lines of one batch for one file, gathered in memory so that they go out in one write. */
final class Lines extends ByteArrayOutputStream {
    private static final int USUAL = 640;

    private final FiledDocument document;
    private final JsonGenerator json;
    private boolean entries;

    Lines(FiledDocument document, int orders) throws IOException {
        super(USUAL * Math.max(1, orders));
        this.document = document;
        this.json = OutcomeJson.lines(this);
    }

    void add(SettledOrder order) throws IOException {
        OutcomeJson.write(json, document, order);
        entries = true;
    }

    /** Says of an order that stands in this file that it has got another outcome. */
    void resolved(SettledOrder order, String resolvedBy) throws IOException {
        OutcomeJson.writeResolved(json, order, resolvedBy);
    }

    /** Whether there is more to tell than what is over. */
    boolean entries() {
        return entries;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    /** The bytes without a copy; valid once closed. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(buf, 0, count);
    }
}

package io.waybill.signing;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Decides how far a reply may be believed. */
public final class ReplyCheck {
    private ReplyCheck() {}

    /** As {@link #read(String, String)}, for a body in UTF-8. */
    public static Reply read(byte[] body, String key) {
        return read(new String(body, StandardCharsets.UTF_8), key);
    }

    /**
     * What the body is worth under the key. Strict where that costs an honest sender nothing: a field that is missing,
     * comes twice or is of another type than documented is not verified. The one leniency is an {@code error_code} or
     * {@code bill_id} in quotes. Throws nothing: what cannot be understood is a {@link Reply.NoEnvelope}.
     *
     * @param body the whole body, with or without a byte order mark; the caller bounds its size
     * @param key the account's key, raw
     */
    public static Reply read(String body, String key) {
        String raw = body.startsWith("\uFEFF") ? body.substring(1) : body;
        Envelope envelope = Envelope.read(raw);
        if (envelope.absence() != null) {
            return new Reply.NoEnvelope(envelope.absence(), raw);
        }
        String problem = envelope.defect();
        if (problem == null) {
            if (ReplySignature.matches(envelope.code(), envelope.text(), envelope.hash(), key)) {
                return new Reply.Verified(Integer.parseInt(envelope.code()), envelope.text(), envelope.billId(), raw);
            }
            problem = "the reply's hash is not that of its error_code and error_text under the account's key";
        }
        OptionalInt code =
                envelope.code() == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(envelope.code()));
        return new Reply.Unverified(problem, code, envelope.text(), raw);
    }
}

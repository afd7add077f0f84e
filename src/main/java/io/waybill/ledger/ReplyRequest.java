package io.waybill.ledger;

/**
 * What a source asks for with a document: to be told when all of its orders are settled, and again when an outcome
 * changes later.
 *
 * @param route the route that tells it, by the name under which it takes replies from the ledger
 * @param replyTo whatever that route needs to know, handed back as it came; may be null
 */
public record ReplyRequest(String route, String replyTo) {
    /** @throws IllegalArgumentException without a route */
    public ReplyRequest {
        if (route == null || route.isBlank()) {
            throw new IllegalArgumentException("a reply needs the name of the route that tells it");
        }
    }
}

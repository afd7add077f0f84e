package io.waybill.ledger.camel;

import java.util.Locale;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Take orders that are due, settled or in doubt from the ledger, and hand in what became of them.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "ledger",
        title = "Ledger",
        syntax = "ledger:kind",
        category = {Category.DATABASE})
public class LedgerEndpoint extends DefaultEndpoint {
    /** What an endpoint is for. */
    public enum Kind {
        /** Consumer: an order that is due, already committed as being sent. */
        DUE,
        /** Producer: accepts the document in the body. */
        ACCEPT,
        /** Producer: ends the attempt with the verdict in the body. */
        SETTLE,
        /** Consumer: a batch of settled orders of one document that are to be filed, or a round of such batches. */
        SETTLED,
        /** Producer: notes that the batch, or the round of them, in the body is filed. */
        FILED,
        /** Consumer: a batch of one account's orders in doubt that are due to be asked about. */
        DOUBTS,
        /** Producer: does with orders in doubt what the findings in the body say. */
        RESOLVED,
        /** Consumer: what a source is to be told of a document, until the route has told it. */
        REPLIES;

        static Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("ledger:" + name
                    + " does not exist; there are ledger:due, accept, settle, settled, filed, doubts, resolved"
                    + " and replies");
        }
    }

    /** Where a verdict may lead. */
    public enum Channel {
        /** Only verified success. */
        ARCHIVE,
        /** Everything else. */
        ERRORS,
        /** Whatever the verdict says. */
        ANY
    }

    @UriPath(
            enums = "due,accept,settle,settled,filed,doubts,resolved,replies",
            description = "What the endpoint is for")
    @Metadata(required = true)
    private final Kind kind;

    @UriParam(
            label = "consumer",
            defaultValue = "4",
            description = "settled, replies: how many documents are in the route at a time")
    private int concurrentDocuments = 4;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "settled: how many documents of one order each come together, as a FilingRound, where so many"
                    + " wait; with 1 each comes alone, as a FilingBatch")
    private int together = 1;

    @UriParam(
            label = "consumer",
            description = "replies: the name by which documents ask for this route, in their header WaybillReply")
    private String to;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description = "doubts: the shortest pause between two batches of an account, in milliseconds; the vendor"
                    + " blocks accounts that hammer its API")
    private long pause = 1000;

    @UriParam(
            label = "producer",
            defaultValue = "ANY",
            enums = "ARCHIVE,ERRORS,ANY",
            description = "settle: which verdicts the endpoint takes; one that does not belong here is refused, so that"
                    + " a route which mixes up its branches cannot file a failure as a success")
    private Channel channel = Channel.ANY;

    LedgerEndpoint(String uri, LedgerComponent component, Kind kind) {
        super(uri, component);
        this.kind = kind;
    }

    @Override
    public LedgerComponent getComponent() {
        return (LedgerComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return switch (kind) {
            case ACCEPT -> new AcceptProducer(this);
            case SETTLE -> new SettleProducer(this);
            case FILED -> new FiledProducer(this);
            case RESOLVED -> new ResolvedProducer(this);
            case DUE, SETTLED, DOUBTS, REPLIES ->
                throw new IllegalArgumentException(getEndpointUri() + " can only stand at the beginning of a route");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = switch (kind) {
            case DUE -> new DueConsumer(this, processor);
            case SETTLED -> new SettledConsumer(this, processor);
            case DOUBTS -> new DoubtsConsumer(this, processor);
            case REPLIES -> new RepliesConsumer(this, processor);
            case ACCEPT, SETTLE, FILED, RESOLVED ->
                throw new IllegalArgumentException(getEndpointUri() + " cannot stand at the beginning of a route");
        };
        configureConsumer(consumer);
        return consumer;
    }

    /** What the endpoint is for. */
    public Kind getKind() {
        return kind;
    }

    /** How many documents are in the route at a time. */
    public int getConcurrentDocuments() {
        return concurrentDocuments;
    }

    /** How many documents are in the route at a time. */
    public void setConcurrentDocuments(int concurrentDocuments) {
        this.concurrentDocuments = concurrentDocuments;
    }

    /** How many documents of one order each come together. */
    public int getTogether() {
        return together;
    }

    /** How many documents of one order each come together. */
    public void setTogether(int together) {
        this.together = together;
    }

    /** The name by which documents ask for this route. */
    public String getTo() {
        return to;
    }

    /** The name by which documents ask for this route. */
    public void setTo(String to) {
        this.to = to;
    }

    /** The shortest pause between two batches of an account's doubts, in milliseconds. */
    public long getPause() {
        return pause;
    }

    /** The shortest pause between two batches of an account's doubts, in milliseconds. */
    public void setPause(long pause) {
        this.pause = pause;
    }

    /** Which verdicts the endpoint takes. */
    public Channel getChannel() {
        return channel;
    }

    /** Which verdicts the endpoint takes. */
    public void setChannel(Channel channel) {
        this.channel = channel;
    }
}

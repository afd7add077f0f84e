package io.waybill.sandbox;

import java.io.IOException;
import java.util.function.Consumer;

/** Where the book's changes are written before they count. */
interface Journal extends AutoCloseable {
    /** The first invoice number of an empty book. */
    long FIRST_INVOICE = 100_001;

    /** Told what a journal holds. */
    interface Reader {
        void created(StoredOrder order);

        void deleted(long id);

        void next(long number);
    }

    /** Tells all that was written before. */
    void replay(Reader reader) throws IOException;

    /** Starts writing: the next number, and a way to go through what the book holds. */
    void begin(long next, Consumer<Consumer<StoredOrder>> held) throws IOException;

    void created(StoredOrder order) throws IOException;

    void deleted(long id, long atMillis) throws IOException;

    /** Makes sure that this number is not given again, where orders themselves are not written. */
    void reserve(long number) throws IOException;

    @Override
    void close() throws IOException;

    /** Writes nothing. */
    Journal NONE = new Journal() {
        @Override
        public void replay(Reader reader) {}

        @Override
        public void begin(long next, Consumer<Consumer<StoredOrder>> held) {}

        @Override
        public void created(StoredOrder order) {}

        @Override
        public void deleted(long id, long atMillis) {}

        @Override
        public void reserve(long number) {}

        @Override
        public void close() {}
    };
}

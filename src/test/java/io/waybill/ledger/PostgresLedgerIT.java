package io.waybill.ledger;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What of the ledger's contract is hardly the database's affair, on PostgreSQL. */
@Tag("soak")
class PostgresLedgerIT {
    @Nested
    class OnSameOrder extends SameOrderTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnDue extends DueTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnSuspension extends SuspensionTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnRefusals extends RefusalsTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnRetryLimits extends RetryLimitsTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnRestored extends RestoredTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }
}

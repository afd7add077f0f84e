package io.waybill.ledger;

import org.junit.jupiter.api.Nested;

/** The ledger's contract, on PostgreSQL. What is left out is about query plans, which are SQLite's. */
class PostgresLedgerTest {
    @Nested
    class OnTransition extends TransitionTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnOneInvoice extends OneInvoiceTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnDocument extends DocumentTest {
        @Override
        void a_crash_at_any_moment_of_the_judging_loses_and_doubles_nothing() {
            // takes a copy of the files and goes on with both; see ManyNodesTest
        }

        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnDoubts extends DoubtsTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnResolution extends ResolutionTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnIntervention extends InterventionTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnRecovery extends RecoveryTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnFilingDesk extends FilingDeskTest {
        @Override
        void a_page_of_outcomes_is_read_by_the_orders_own_numbers_and_not_sorted() {
            // a plan is SQLite's
        }

        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class OnLedgerView extends LedgerViewTest {
        @Override
        void every_question_is_answered_from_an_index(String sql) {
            // a plan is SQLite's
        }

        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }

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

    @Nested
    class OnReplies extends RepliesTest {
        private final Store store = PostgresStore.empty();

        @Override
        Store store() {
            return store;
        }
    }
}

-- Orders in doubt: what is known of the attempt, what asking has shown so far, and when to ask next. An order has its
-- row while it is in doubt. While an attempt is under way, orders.next_attempt_at holds the time at which it began.

create table doubt (
    order_id        integer primary key,
    account_id      integer not null,
    attempt         integer not null,
    sent_at         bigint  not null,
    ended_at        bigint  not null,
    -- a DeleteOrder by bare number went out on the account since the send
    number_deleted  integer not null default 0,
    -- the invoice number of a verified answer 601
    existing        bigint,
    -- the code of an answer that could not be verified, where it says that the account's credentials are wrong
    claimed_code    integer,
    asked           integer not null default 0,
    fruitless_since bigint,
    absent_at       bigint,
    -- null: it cannot be told, and waits for a person
    next_ask_at     bigint,
    -- for that person; the candidates as a JSON list
    advice          text,
    candidates      text
);
create index doubt_asked on doubt (account_id, next_ask_at, order_id) where next_ask_at is not null;

-- Whether the account was seen to return markers as they were sent: 0 not yet, 1 intact, 2 changed.
alter table account add column marker_in_tag integer not null default 0;
alter table account add column marker_in_comment integer not null default 0;
-- When the last DeleteOrder began that names nothing but an invoice number of which the ledger knows no order.
alter table account add column number_deleted_at bigint;

-- What people do about orders that failed, and how often a delivery was tried in vain.

-- Entries that may be on file for an order from before its present outcome: a bit for each state, numbered as states
-- are in the ledger. They are put aside when the order is filed again.
create table earlier_outcome (
    order_id    integer primary key,
    states      integer not null,
    resolved_by text    not null
);

-- Orders that ended because the one before them had; they are replayed with it.
create table fell_with (
    order_id    integer primary key,
    predecessor bigint not null
);
create index fell_with_predecessor on fell_with (predecessor);

-- How often an order was tried in vain, and the milliseconds that it was told to wait between the tries.
create table retry (
    order_id integer primary key,
    tries    integer not null,
    waited   bigint  not null
);

-- An order whose place a later one took needs nobody any more, unless it is in doubt.
drop index orders_failed;
create index orders_failed on orders (state, account_id, id)
    where state >= 3 and state <> 4 and (superseded_by is null or state = 3);

-- The health of accounts, and the pause of the whole gateway.

-- No call of the account before that, because the far end asked to wait.
alter table account add column not_before bigint;
-- When a call that changes nothing was last answered well while the account was suspended.
alter table account add column well_at bigint;

-- Orders that were refused for their account's configuration, and when. Where the account was found well after that,
-- and the order is refused again, it is the order.
create table refused (
    order_id bigint not null primary key,
    at       bigint not null
);

-- One row while nothing is sent because a person said so.
create table pause (
    id  integer not null primary key,
    at  bigint  not null,
    who text    not null
);

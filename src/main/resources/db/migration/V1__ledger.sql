-- The ledger. Times are Unix milliseconds; states and kinds are the codes of their Java types.

create table account (
    id            integer primary key,
    name          text    not null unique,
    paused        integer not null default 0,
    paused_until  bigint,
    paused_code   integer,
    paused_reason text
);

create table document (
    id            integer primary key,
    reference     text    not null unique,
    source        text    not null,
    name          text    not null,
    account       text    not null,
    mapping       text    not null,
    format        text    not null,
    content_hash  blob    not null,
    state         integer not null,
    early         integer not null,
    lines         integer not null,
    day           text    not null,
    stem          text    not null,
    file          text,
    received_at   bigint  not null,
    first_order   bigint  not null,
    last_order    bigint  not null,
    last_position integer not null,
    open          integer not null,
    failed        integer not null,
    settled_seq   integer not null,
    filed_seq     integer not null,
    reported_seq  integer not null
);
-- compared without case: on some file systems two such names are one
create unique index document_filed_as on document (day, account, lower(stem));
create index document_content on document (content_hash);
create index document_unfinished on document (id) where open > 0 or state = 0;
create index document_unfiled on document (id) where filed_seq < settled_seq or (state in (1, 2) and open = 0 and reported_seq < settled_seq);

-- Length in bytes of each file of lines, as committed together with the orders in it.
create table filed_lines (
    document_id bigint not null,
    path        text   not null,
    length      bigint not null,
    primary key (document_id, path)
);

-- What changes of an order.
create table orders (
    id              integer primary key,
    document_id     bigint  not null,
    position        integer not null,
    account_id      integer not null,
    operation       integer,
    state           integer not null,
    attempt         integer not null default 0,
    next_attempt_at bigint  not null default 0,
    waits_for       bigint,
    target          blob,
    group_key       text,
    identity        blob,
    bill_id         bigint,
    deleted_by      bigint,
    superseded_by   bigint,
    related         bigint,
    settled_at      bigint,
    settled_seq     integer
);
create unique index orders_identity on orders (identity) where identity is not null;
create index orders_due on orders (account_id, document_id, next_attempt_at, id) where state = 0 and waits_for is null;
create index orders_waiting on orders (waits_for) where waits_for is not null;
create index orders_target on orders (target) where target is not null;
create index orders_group on orders (group_key, id) where group_key is not null;
create unique index orders_invoice on orders (account_id, bill_id) where operation = 0 and state = 4;
create index orders_settled on orders (document_id, settled_seq) where settled_seq is not null;

-- What never changes of an order.
create table order_content (
    order_id    integer primary key,
    reference   text   not null,
    line        bigint not null,
    ref         text,
    digest      blob   not null,
    query       text   not null,
    accepted_at bigint not null
);
create index order_content_ref on order_content (ref) where ref is not null;

-- Orders of a document that may still change or break off. They have no identity yet and hold up nobody; when the
-- document has been read to its end they are judged in their sequence, as if they came then.
create table staged (
    order_id  integer primary key,
    operation integer,
    identity  blob   not null,
    target    blob,
    invalid   text
);

-- How an order ended the last time.
create table outcome (
    order_id    integer primary key,
    http_status integer,
    error_code  integer,
    error_text  text,
    reply       text,
    reason      text
);

-- Retries, doubts and what a person did; nothing of the normal way.
create table history (
    id       integer primary key,
    order_id bigint  not null,
    at       bigint  not null,
    attempt  integer not null,
    event    text    not null,
    detail   text
);
create index history_order on history (order_id);

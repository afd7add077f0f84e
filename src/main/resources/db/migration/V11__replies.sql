-- Sources that asked to be told what became of a document. A row lives as long as its document, since an outcome may change.
create table source_reply (
    document_id   bigint  not null primary key,
    -- the route that tells it, and what that needs to know
    route         text    not null,
    reply_to      text,
    -- why nothing of the document, or not all, was taken
    reason        text,
    -- what was told last, by the number under which the last order was settled then; -1: nothing yet
    told_seq      integer not null default -1,
    -- when to tell, or to try again; null: there is nothing new
    due_at        bigint,
    tries         integer not null default 0,
    failing_since bigint,
    failure       text,
    -- the node that is telling it just now
    node          bigint
);
create index source_reply_due on source_reply (route, due_at) where due_at is not null;
create index source_reply_failing on source_reply (route, failing_since) where failing_since is not null;
create index source_reply_taken on source_reply (node) where node is not null;

-- Whether it has such a row: read with its counters, so that documents without one pay nothing.
alter table document add column replies integer not null default 0;

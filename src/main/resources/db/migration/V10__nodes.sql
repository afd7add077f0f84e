-- Many nodes on one ledger. In an embedded ledger there is one, and its number is 0.

-- The node that is sending the order.
alter table orders add column node bigint not null default 0;

-- Whether an answer on the account was verified since it was resumed, or since the only node started.
alter table account add column trusted integer not null default 0;

-- The node that was refused, and the one whose call went well: one's address may be allowed and the other's not.
alter table refused add column node bigint not null default 0;
alter table account add column well_node bigint not null default 0;
